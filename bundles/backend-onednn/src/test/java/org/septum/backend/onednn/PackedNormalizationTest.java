// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.backend.Operation;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.plan.Value;
import org.septum.backend.onednn.library.Library;
import org.septum.testkit.conformance.Conformance;
import org.septum.testkit.conformance.SmallPlan;
import org.septum.testkit.reference.ReferenceBackend;

/** Batch normalization of any number of channels, most of which do not fill the processor's registers. */
class PackedNormalizationTest {

    /** More than what is divided among threads by channels, in images of an odd number of pixels and of an even one. */
    @ParameterizedTest
    @CsvSource({"8, 2, 160, 220", "24, 1, 147, 150", "16, 2, 151, 149", "8, 2, 161, 221"})
    void agreesOnLargeArrays(int channels, int batch, int height, int width) {
        SmallPlan small = new SmallPlan();
        Value x = small.input(batch, channels, height, width);
        normalize(small, x);
        Map<String, float[]> expected =
                Comparison.results(new ReferenceBackend(), small.plan(), small.data(), "float32", 2);
        Map<String, float[]> actual =
                Comparison.results(OnednnFactory.backend(), small.plan(), small.data(), "float32", 2);
        expected.forEach((name, values) -> assertThat(Conformance.ofNorms(actual.get(name), values))
                .as(name)
                .isLessThan(1e-5));
    }

    /** oneDNN has a plain loop for channels that do not fill registers; with them packed, none is left. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 12, 24})
    void runsCompiledCode(int channels) {
        for (String precision : Library.hasBfloat16() ? List.of("float32", "bfloat16") : List.of("float32")) {
            SmallPlan small = new SmallPlan();
            normalize(small, small.input(2, channels, 16, 24));
            try (Session session = OnednnFactory.backend()
                    .open(small.plan().parameters(), new RuntimeSettings("cpu", precision, 2, 1))) {
                assertThat(session.compile(small.plan()).operations())
                        .extracting(Operation::implementation)
                        .anyMatch(name -> name.startsWith("bnorm_jit"))
                        .noneMatch(name -> name.endsWith(":any"));
            }
        }
    }

    private static void normalize(SmallPlan small, Value x) {
        int channels = x.dimension(1);
        small.call(
                new Op.BatchNorm(0.1, 1e-5, Mode.TRAINING, Activation.RELU),
                List.of(
                        x,
                        small.parameter(channels),
                        small.parameter(channels),
                        small.state(channels),
                        small.state(channels)),
                small.output(x.dimension(0), channels, x.dimension(2), x.dimension(3)),
                small.output(channels),
                small.output(channels));
    }
}
