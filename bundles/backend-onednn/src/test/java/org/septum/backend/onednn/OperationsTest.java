// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.septum.testkit.BackendCases;
import org.septum.testkit.SmallPlan;

/** Every operation against the reference backend, on shapes that leave remainders everywhere. */
class OperationsTest {

    private static final double FLOAT32 = 1e-5;
    private static final double BFLOAT16 = 2e-2;

    private final Map<String, SmallPlan> cases = BackendCases.of(OnednnFactory.backend());

    @TestFactory
    Stream<DynamicTest> agreesWithTheReferenceBackend() {
        return cases.entrySet().stream()
                .map(given -> DynamicTest.dynamicTest(given.getKey(), () -> {
                    // More threads than processors or parts must be as good as one.
                    for (int threads : new int[] {1, 2, 5}) {
                        run(given.getValue(), "float32", threads, FLOAT32);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> bfloat16IsCloseToTheReferenceBackend() {
        return cases.entrySet().stream()
                .map(given -> DynamicTest.dynamicTest(given.getKey(), () -> {
                    assumeThat(Library.hasBfloat16())
                            .as("the processor multiplies bfloat16")
                            .isTrue();
                    run(given.getValue(), "bfloat16", 2, BFLOAT16);
                }));
    }

    private static void run(SmallPlan small, String precision, int threads, double tolerance) {
        Comparison.run(small.plan(), small.data(), precision, threads, tolerance);
    }

    @Test
    void everyOperationHasACase() {
        assertThat(BackendCases.missing(cases)).isEmpty();
    }
}
