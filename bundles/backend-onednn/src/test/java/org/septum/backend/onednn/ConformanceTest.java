// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.septum.backend.onednn.library.Library;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.conformance.Conformance;
import org.septum.testkit.conformance.ConformanceCase;
import org.septum.testkit.conformance.ConformanceTable;

/** Every operation and the small networks; target/conformance.md says how close the backend comes. */
class ConformanceTest {

    private static final ConformanceTable TABLE = new ConformanceTable("onednn");

    private final List<ConformanceCase> cases = Conformance.cases(new PlanningGraphCompiler());

    /** More threads than processors or parts must be as good as one. */
    @TestFactory
    Stream<DynamicTest> float32() {
        return cases.stream()
                .map(given -> DynamicTest.dynamicTest(given.name(), () -> {
                    for (int threads : new int[] {1, 3}) {
                        double deviation = Conformance.deviation(
                                OnednnFactory.backend(), given, "float32", threads, Comparison::poison);
                        assertThat(deviation)
                                .matches(
                                        d -> TABLE.passes(
                                                given.name(), "float32, threads " + threads, d, given.tolerance()),
                                        "is within " + given.tolerance());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> bfloat16() {
        return cases.stream()
                .filter(given -> !Double.isNaN(given.bfloat16()))
                .map(given -> DynamicTest.dynamicTest(given.name(), () -> {
                    assumeThat(Library.hasBfloat16())
                            .as("the processor multiplies bfloat16")
                            .isTrue();
                    double deviation =
                            Conformance.deviation(OnednnFactory.backend(), given, "bfloat16", 2, Comparison::poison);
                    assertThat(deviation)
                            .matches(
                                    d -> TABLE.passes(given.name(), "bfloat16, threads 2", d, given.bfloat16()),
                                    "is within " + given.bfloat16());
                }));
    }

    @Test
    void everyOperationIsKnownAndHasACase() {
        assertThat(Kernels.missing()).isEmpty();
        assertThat(Conformance.missing(cases)).isEmpty();
    }

    @AfterAll
    static void writeTable() throws IOException {
        TABLE.write(Path.of("target/conformance.md"));
    }
}
