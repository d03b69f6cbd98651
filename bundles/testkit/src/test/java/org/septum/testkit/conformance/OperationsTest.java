// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.septum.api.graph.CustomOp;
import org.septum.api.graph.Op;
import org.septum.api.graph.OpTable;
import org.septum.testkit.kernels.Array;
import org.septum.testkit.kernels.Kernels;
import org.septum.testkit.kernels.Operands;

/** Every operation of the reference backend against PyTorch in double precision. */
class OperationsTest {

    private static final List<WrittenCase> CASES = CaseFile.read(Conformance.PYTORCH);

    @TestFactory
    Stream<DynamicTest> computesWhatPyTorchComputes() {
        return CASES.stream()
                .map(given -> DynamicTest.dynamicTest(given.name(), () -> {
                    Map<String, Array> arrays = new HashMap<>();
                    given.values().forEach((name, value) -> arrays.put(name, before(value, arrays)));
                    for (WrittenCase.WrittenCall call : given.calls()) {
                        Kernels.compute(
                                call.op(), new Operands(all(call.from(), arrays), all(call.to(), arrays), 0, 1));
                    }
                    given.values().forEach((name, value) -> {
                        if (value.isMade()) {
                            assertThat(arrays.get(name).memory())
                                    .as(name)
                                    .containsExactly(value.numbers(), within(1e-12));
                        }
                    });
                }));
    }

    @Test
    void everyOperationHasACaseButDropoutAndThoseOfPlugins() {
        List<Class<?>> missing = new ArrayList<>(OpTable.types());
        CASES.stream()
                .flatMap(given -> given.calls().stream())
                .forEach(call -> missing.remove(call.op().getClass()));
        assertThat(missing)
                .containsExactlyInAnyOrder(Op.Dropout.class, CustomOp.Forward.class, CustomOp.Backward.class);
        assertThat(Kernels.missing()).isEmpty();
    }

    /** What an array holds before the calls; a state is the same array before and after. */
    private static Array before(WrittenCase.Written value, Map<String, Array> arrays) {
        if (value.kind().equals("after")) {
            return arrays.get(value.of());
        }
        List<Integer> dimensions = value.kind().equals("gradient")
                ? arrays.get(value.of()).dimensions()
                : Arrays.stream(value.dimensions()).boxed().toList();
        Array array = new Array(new double[dimensions.stream().reduce(1, Math::multiplyExact)], 0, dimensions);
        array.fill(Double.NaN);
        if (!value.isMade() && value.numbers() != null) {
            System.arraycopy(value.numbers(), 0, array.memory(), 0, array.elements());
        }
        return array;
    }

    private static List<Array> all(List<String> names, Map<String, Array> arrays) {
        return names.stream().map(arrays::get).toList();
    }
}
