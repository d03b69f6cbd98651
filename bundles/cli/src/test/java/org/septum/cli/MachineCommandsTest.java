// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Kind;

/** The commands that look at what is installed and how fast it is. */
class MachineCommandsTest {

    private final FakeServices services = new FakeServices();

    private Invocation septum(String... arguments) {
        return services.septum(arguments);
    }

    @Test
    void listsPlugins() {
        services.components = List.of(
                FakeServices.entry(Kind.CHECKPOINT_POLICY, "best", FakeServices.factory("keeps \"the best\"")),
                FakeServices.entry(Kind.LOSS, "cross-entropy", FakeServices.factory("sums logarithms")));

        assertThat(septum("plugins").out()).isEqualTo("""
                        KIND               TYPE           BUNDLE              VERSION  SUMMARY
                        checkpoint policy  best           org.septum.example  1.2.3    keeps "the best"
                        loss               cross-entropy  org.septum.example  1.2.3    sums logarithms
                        """);
        assertThat(septum("plugins", "--json").out())
                .startsWith("[{\"kind\":\"checkpoint policy\",\"type\":\"best\",\"bundle\":\"org.septum.example\","
                        + "\"version\":\"1.2.3\",\"location\":\"reference:file:/example.jar\","
                        + "\"summary\":\"keeps \\\"the best\\\"\"},{")
                .endsWith("}]\n");
    }

    @Test
    void diagnosesEveryBackendEvenIfOneFails() {
        services.components = List.of(
                FakeServices.entry(Kind.BACKEND, "broken", new FakeServices.DiagnosedBackend(Map.of())),
                FakeServices.entry(Kind.BACKEND, "good", new FakeServices.DiagnosedBackend(Map.of("ND4J", "M2.1"))));

        Invocation doctor = septum("doctor");

        assertThat(doctor.code()).isZero();
        assertThat(doctor.out())
                .contains("Java           " + System.getProperty("java.version"))
                .contains("GPU            CUDA cannot be used: no NVIDIA GPU was found: there is no program")
                .endsWith("""

                        backend broken (org.septum.example 1.2.3)
                          problem        java.lang.IllegalStateException: no library

                        backend good (org.septum.example 1.2.3)
                          ND4J           M2.1
                        """);
    }

    @Test
    void printsTheBenchmarkAsALineOfJsonAndATable() {
        assertThat(septum("bench", "--base", "16", "--operations").out()).isEqualTo("""
                        {"engine":"nd4j \\"M2.1\\"","mode":"float32","base":16,"size":256,"batch":4,\
                        "step_median":1.2346,"step_best":1.0,"infer_median":0.5,"infer_best":0.25,"peak_rss_mb":1234}

                        OPERATION  PHASE      CALLS      MS   SHARE  GFLOP/S
                        conv2d     backward      18  750.00  75.0 %      400
                        Adam       optimizer      1  250.00  25.0 %
                        """);
        assertThat(services.benchmarked)
                .isEqualTo(new org.septum.services.measure.Benchmark.Settings(16, 256, 4, 10, "auto", "auto", "cpu"));
    }

    @Test
    void printsWhereTimeAndMemoryGo() {
        assertThat(septum("profile", "x.yaml", "--steps", "3").out()).isEqualTo("""
                        nd4j
                        3 steps of 4 images: 500.0 ms each; convolutions reach at best 800 GFLOP/s; 7 reorders and conversions

                        PHASE        MS   SHARE
                        forward  250.00  50.0 %

                        OPERATION  PHASE    CALLS      MS   SHARE  GFLOP/S    PEAK
                        Conv2d     forward      3  250.00  50.0 %      400  50.0 %

                        MEMORY                  MB
                        arena                  3.0
                        largest resident size  321
                        """);
        assertThat(septum("profile", "x.yaml", "--steps", "3", "--json").out()).isEqualTo("""
                        {"engine":"nd4j","batch":4,"steps":3,"step_median":0.5,"phases":{"forward":0.25},"reorders":7,\
                        "peak_gflops":800.0,"operations":[{"operation":"Conv2d","phase":"forward","calls":3,\
                        "seconds":0.25,"share":0.5,"gflops":400.0,"share_of_peak":0.5}],\
                        "memory_bytes":{"arena":3145728},"peak_rss_mb":321}
                        """);
        assertThat(septum("profile", "x.yaml", "--steps", "0").code()).isEqualTo(2);
        assertThat(septum("profile", "x.yaml", "--steps", "2000000000").err())
                .startsWith("septum profile: --steps 2000000000: a number from 1 to 100000 is needed\n");
    }

    @Test
    void printsWhatSavingCosts(@TempDir Path directory) {
        String folder = directory.toString();
        assertThat(septum("profile", "x.yaml", "--checkpoints", folder).out()).isEqualTo("""
                        nd4j
                        100 rounds of 20 steps with a saving of 8.0 MB (model 2.0, state 6.0) before them, and 100 without

                        SAVING                                 MS
                        the training waits, median            6.0
                        a round takes longer, median         10.0
                        a round takes longer, mean    12.0 +- 1.0

                        the steps of an epoch, 50 of 10.0 ms, take 500 ms: saving after each adds 2.4 % (mean), 2.0 % (median)
                        """);
        assertThat(septum("profile", "x.yaml", "--checkpoints", folder, "--json")
                        .out())
                .isEqualTo("""
                        {"engine":"nd4j","rounds":100,"round_steps":20,"step_median":0.01,"epoch_steps":50,\
                        "model_bytes":2000000,"state_bytes":6000000,"standstill_median":0.006,"cost_median":0.01,\
                        "cost_mean":0.012,"cost_mean_error":0.001,"share_of_epoch":0.024}
                        """);
        assertThat(services.calls).contains("saving OptionalInt.empty in " + folder);
        assertThat(directory).isEmptyDirectory();
        assertThat(septum("profile", "x.yaml", "--checkpoints", "nowhere").code())
                .isEqualTo(2);
    }

    @Test
    void refusesBenchmarksThatCannotBe() {
        assertThat(septum("bench", "--size", "100").err())
                .startsWith("septum bench: --size 100: a multiple of 16 is needed, for example 112\n");
        assertThat(septum("bench", "--steps", "0").err()).startsWith("septum bench: --steps 0: 1 or more is needed\n");
        assertThat(septum("bench", "--precision", "half").code()).isEqualTo(2);
        assertThat(services.benchmarked).isNull();
    }
}
