// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
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
import org.septum.testkit.conformance.SmallPlan;
import org.septum.testkit.reference.ReferenceBackend;

/** Batch normalization of any number of channels, most of which do not fill the processor's registers. */
class PackedNormalizationTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 12, 16, 24, 32})
    void agreesWithTheReferenceBackend(int channels) {
        for (Activation activation : List.of(Activation.IDENTITY, Activation.RELU, Activation.leakyRelu(0.1))) {
            SmallPlan small = plan(channels, activation);
            Comparison.run(small.plan(), small.data(), 2, 1e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 12, 16, 24, 32})
    void bfloat16IsCloseToTheReferenceBackend(int channels) {
        assumeThat(Library.hasBfloat16())
                .as("the processor multiplies bfloat16")
                .isTrue();
        for (Activation activation : List.of(Activation.IDENTITY, Activation.RELU, Activation.leakyRelu(0.1))) {
            SmallPlan small = plan(channels, activation);
            Comparison.ofNorms(small.plan(), small.data(), 1e-2);
        }
    }

    /** More than what is divided among threads by channels, in images of an odd number of pixels and of an even one. */
    @ParameterizedTest
    @CsvSource({"8, 2, 160, 220", "24, 1, 147, 150", "16, 2, 151, 149", "8, 2, 161, 221"})
    void agreesOnLargeArrays(int channels, int batch, int height, int width) {
        SmallPlan small = new SmallPlan();
        Value x = small.input(batch, channels, height, width);
        small.batchNorm(new Op.BatchNorm(0.1, 1e-5, Mode.TRAINING, Activation.RELU), x);
        Map<String, float[]> expected =
                Comparison.results(new ReferenceBackend(), small.plan(), small.data(), "float32", 2);
        Map<String, float[]> actual =
                Comparison.results(OnednnFactory.backend(), small.plan(), small.data(), "float32", 2);
        expected.forEach((name, values) -> assertThat(Comparison.relativeError(actual.get(name), values))
                .as(name)
                .isLessThan(1e-5));
    }

    /** Two neighbouring pixels whose values differ by a constant: most of the variance is between the pixels of a pack. */
    @Test
    void mergesTheStatisticsOfAPacksPixels() {
        SmallPlan small = new SmallPlan();
        Value x = small.input(new float[] {-10, 10, -10.5f, 11, -9, 10}, 2, 3, 16, 24);
        small.batchNorm(new Op.BatchNorm(0.1, 1e-5, Mode.TRAINING, Activation.IDENTITY), x);
        Comparison.run(small.plan(), small.data(), 2, 1e-5);
    }

    /** oneDNN has a plain loop for channels that do not fill registers; with them packed, none is left. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 12, 24})
    void runsCompiledCode(int channels) {
        for (String precision : Library.hasBfloat16() ? List.of("float32", "bfloat16") : List.of("float32")) {
            SmallPlan small = plan(channels, Activation.RELU);
            try (Session session = OnednnFactory.backend()
                    .open(small.plan().parameters(), new RuntimeSettings("cpu", precision, 2, 1))) {
                assertThat(session.compile(small.plan()).operations())
                        .extracting(Operation::implementation)
                        .anyMatch(name -> name.startsWith("bnorm_jit"))
                        .noneMatch(name -> name.endsWith(":any"));
            }
        }
    }

    private static SmallPlan plan(int channels, Activation activation) {
        SmallPlan small = new SmallPlan();
        Op.BatchNorm training = new Op.BatchNorm(0.1, 1e-5, Mode.TRAINING, activation);
        SplittableRandom random = new SplittableRandom(channels);
        Value x = noise(small, channels, random);
        List<Value> results = small.batchNorm(training, x);
        Value scale = small.parameter(channels);
        small.step(
                new Op.BatchNorm(0.1, 1e-5, Mode.EVALUATION, activation),
                List.of(x, scale, small.parameter(channels), small.state(channels), small.state(channels)),
                small.output(2, channels, 16, 24));
        small.step(
                new Op.BatchNormBackward(training),
                List.of(noise(small, channels, random), x, results.get(0), scale, results.get(1), results.get(2)),
                small.output(2, channels, 16, 24),
                small.gradient(scale),
                small.gradient(small.parameter(channels)));
        return small;
    }

    /** Numbers that bfloat16 holds exactly, so that rounding does not move any from one side of the ReLU to the other. */
    private static Value noise(SmallPlan small, int channels, SplittableRandom random) {
        float[] values = new float[2 * channels * 16 * 24];
        for (int i = 0; i < values.length; i++) {
            values[i] = (random.nextInt(128) - 60) / 16f;
        }
        return small.input(values, 2, channels, 16, 24);
    }
}
