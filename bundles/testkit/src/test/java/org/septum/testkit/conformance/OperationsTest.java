// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.septum.api.graph.CustomOp;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.OpTable;
import org.septum.testkit.kernels.Array;
import org.septum.testkit.kernels.Kernels;
import org.septum.testkit.kernels.Operands;

/** Every operation of the reference backend against PyTorch in double precision. */
class OperationsTest {

    @TestFactory
    Stream<DynamicTest> computesWhatPyTorchComputes() {
        return PytorchCases.all().stream()
                .map(given -> DynamicTest.dynamicTest(given.name(), () -> {
                    List<Array> outputs = emptyOutputs(given);
                    compute(given, outputs);
                    for (int i = 0; i < outputs.size(); i++) {
                        assertThat(outputs.get(i).memory())
                                .as("output " + i)
                                .containsExactly(given.outputs().get(i).memory(), within(1e-12));
                    }
                }));
    }

    @Test
    void everyOperationHasACaseButDropoutAndThoseOfPlugins() {
        List<Class<?>> missing = new ArrayList<>(OpTable.types());
        missing.removeAll(
                PytorchCases.all().stream().map(given -> given.op().getClass()).collect(Collectors.toSet()));
        assertThat(missing)
                .containsExactlyInAnyOrder(Op.Dropout.class, CustomOp.Forward.class, CustomOp.Backward.class);
        assertThat(Kernels.missing()).isEmpty();
    }

    private static void compute(PytorchCases.Case given, List<Array> outputs) {
        Kernels.compute(given.op(), new Operands(given.inputs(), outputs, 0, 1));
        if (given.op() instanceof Op.BatchNorm norm && norm.mode() == Mode.TRAINING) {
            // The case lists the updated running statistics after the outputs proper.
            outputs.set(3, given.inputs().get(3));
            outputs.set(4, given.inputs().get(4));
        }
    }

    private static List<Array> emptyOutputs(PytorchCases.Case given) {
        List<Array> outputs = new ArrayList<>();
        for (Array expected : given.outputs()) {
            outputs.add(new Array(new double[expected.elements()], 0, expected.dimensions()));
            outputs.get(outputs.size() - 1).fill(Double.NaN);
        }
        return outputs;
    }
}
