// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Step;

/** Every operation against the reference backend, on shapes that leave remainders everywhere. */
class OperationsTest {

    private static final double TOLERANCE = 1e-5;

    private final Map<String, SmallPlan> cases = new LinkedHashMap<>();

    OperationsTest() {
        new ConvolutionCases(cases);
        new LayerCases(cases);
        new ArithmeticCases(cases);
    }

    @TestFactory
    Stream<DynamicTest> agreesWithTheReferenceBackend() {
        return cases.entrySet().stream()
                .map(given -> DynamicTest.dynamicTest(given.getKey(), () -> {
                    Plan plan = given.getValue().plan();
                    // More threads than processors or parts must be as good as one.
                    for (int threads : new int[] {1, 2, 5}) {
                        Comparison.run(plan, given.getValue().data(), threads, TOLERANCE);
                    }
                }));
    }

    @Test
    void everyOperationHasACase() {
        Set<Class<?>> tested = cases.values().stream()
                .flatMap(small -> small.plan().steps().stream())
                .map(Step::op)
                .map(Object::getClass)
                .collect(Collectors.toSet());
        List<Class<?>> missing = new ArrayList<>(List.of(Op.class.getPermittedSubclasses()));
        missing.removeAll(tested);
        assertThat(missing).isEmpty();
    }
}
