// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.septum.api.plan.Plan;
import org.septum.testkit.conformance.BackendCases;
import org.septum.testkit.conformance.SmallPlan;

/** Every operation against the reference backend, on shapes that leave remainders everywhere. */
class OperationsTest {

    private static final double TOLERANCE = 1e-5;

    private final Map<String, SmallPlan> cases = BackendCases.all();

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
        assertThat(BackendCases.missing(cases)).isEmpty();
    }
}
