// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.septum.backend.onednn.library.Library;
import org.septum.testkit.conformance.BackendCases;
import org.septum.testkit.conformance.SmallPlan;

/** Every operation against the reference backend, on shapes that leave remainders everywhere. */
class OperationsTest {

    private static final double FLOAT32 = 1e-5;
    private static final double BFLOAT16 = 2e-2;

    /** Its input alone, 100 with steps of 0.25, is more precise than bfloat16, which has steps of 0.5 there. */
    private static final String NOT_IN_BFLOAT16 = "batch norm about a large mean";

    private final Map<String, SmallPlan> cases = BackendCases.all();

    @TestFactory
    Stream<DynamicTest> agreesWithTheReferenceBackend() {
        return cases.entrySet().stream()
                .map(given -> DynamicTest.dynamicTest(given.getKey(), () -> {
                    // More threads than processors or parts must be as good as one.
                    for (int threads : new int[] {1, 3}) {
                        SmallPlan small = given.getValue();
                        Comparison.run(small.plan(), small.data(), threads, FLOAT32);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> bfloat16IsCloseToTheReferenceBackend() {
        return cases.entrySet().stream()
                .filter(given -> !given.getKey().equals(NOT_IN_BFLOAT16))
                .map(given -> DynamicTest.dynamicTest(given.getKey(), () -> {
                    assumeThat(Library.hasBfloat16())
                            .as("the processor multiplies bfloat16")
                            .isTrue();
                    SmallPlan small = given.getValue();
                    Comparison.ofNorms(small.plan(), small.data(), BFLOAT16);
                }));
    }

    @Test
    void everyOperationHasACase() {
        assertThat(BackendCases.missing(cases)).isEmpty();
    }
}
