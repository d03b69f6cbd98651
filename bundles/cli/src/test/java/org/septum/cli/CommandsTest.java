// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.Kind;
import org.septum.api.RunFailure;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.experiment.ExperimentFormat;
import org.septum.api.run.Runner;

class CommandsTest {

    private final FakeServices services = new FakeServices();

    private Invocation septum(String... arguments) {
        CudaProbe noGpu = new CudaProbe("no-such-program", List.of(Path.of("nowhere")), Duration.ofSeconds(1));
        return Invocation.of(new Septum("1.0.0", services.services(), noGpu, false), arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "resume",
                "verify-resume",
                "evaluate",
                "predict",
                "lock",
                "pack",
                "validate",
                "show",
                "data",
                "runs",
                "diff",
                "compare",
                "plugins",
                "schema",
                "docs",
                "doctor",
                "bench",
                "profile"
            })
    void everyCommandHasHelpWithAnExampleAndWithoutColour(String command) {
        Invocation help = septum(command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .startsWith("Usage: septum " + command + " ")
                .contains("Example: septum " + command)
                .doesNotContain("\u001b");
        assertThat(septum("help", command).out()).isEqualTo(help.out());
        assertThat(septum("--help").out()).containsPattern("\n  " + command + " +[A-Z]");
    }

    @Test
    void tellsItsVersion() {
        assertThat(septum("--version")).isEqualTo(new Invocation(0, "septum 1.0.0\n", ""));
    }

    @Test
    void refusesACommandLineThatItDoesNotUnderstand() {
        Invocation nothing = septum();
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err())
                .startsWith("septum: name a command: run, resume, ")
                .endsWith(", help\n'septum --help' explains it.\n");
        assertThat(septum("rn", "x.yaml").err())
                .startsWith("septum: there is no command 'rn'; did you mean 'run'?; the commands are run, resume, ")
                .endsWith(", help\n'septum --help' explains it.\n");
        assertThat(septum("run", "x.yaml", "--overwrit"))
                .isEqualTo(new Invocation(
                        2,
                        "",
                        "septum run: Unknown option: '--overwrit'\n"
                                + "Possible solutions: --overwrite\n"
                                + "'septum run --help' explains it.\n"));
        assertThat(septum("run").err()).startsWith("septum run: Missing required parameter: 'EXPERIMENT'\n");
        assertThat(septum("run", "x.yaml", "--device", "gpu").err())
                .startsWith("septum run: Invalid value for option '--device': cpu or cuda is needed, not 'gpu'\n");
        assertThat(services.calls).isEmpty();
    }

    @Test
    void evaluatesAndPredicts() {
        Invocation evaluated = septum("evaluate", "runs/x", "--part", "validation", "--checkpoint", "last", "--flip");
        assertThat(evaluated).isEqualTo(new Invocation(0, "runs/x/evaluations/test\n", ""));
        Invocation predicted =
                septum("predict", "runs/x", "heart.nii.gz", "-o", "masks", "--probabilities", "--overlays");
        assertThat(predicted).isEqualTo(new Invocation(0, "masks/heart.nii.gz\n", ""));
        assertThat(services.calls)
                .containsExactly(
                        "evaluate EvaluationRequest[run=runs/x, data=Optional.empty, part=validation,"
                                + " checkpoint=Optional[last], flip=true]",
                        "read runs/x/experiment.yaml []",
                        "predict PredictionRequest[run=runs/x, input=heart.nii.gz, output=masks,"
                                + " checkpoint=Optional.empty, probabilities=true, overlays=true, flip=false]");
        services.calls.clear();

        // The console reporter has named the folder.
        services.reporter = "console";
        assertThat(septum("evaluate", "runs/x").out()).isEmpty();
        services.calls.clear();

        Invocation refused = septum("evaluate", "runs/x", "--data", "there", "--part", "train");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--data scores all of the data as a test; leave --part out");
        assertThat(septum("evaluate", "runs/x", "--part", "tset").err())
                .contains("Invalid value for option '--part'", "train, validation, test");
        assertThat(septum("predict", "runs/x", "heart.nii.gz").err()).contains("Missing required option", "-o");
        assertThat(services.calls).isEmpty();
    }

    @Test
    void acceptsChangesOnlyWhenTold(@TempDir Path run) throws IOException {
        Files.writeString(run.resolve("experiment.yaml"), "name: x\n");
        for (String[] command : new String[][] {
            {"resume", run.toString(), "--set", "runtime.threads=1", "--accept-changes"},
            {"evaluate", run.toString(), "--accept-changes"},
            {"predict", run.toString(), "heart.nii.gz", "-o", "masks", "--accept-changes"}
        }) {
            Invocation accepted = septum(command);
            assertThat(accepted.code()).isZero();
            assertThat(accepted.err()).isEqualTo("septum: accepted: a change\n");
        }
        assertThat(services.calls)
                .contains("resume " + run + " [runtime.threads=1], accepting changes")
                .filteredOn(call -> call.endsWith(", accepting changes"))
                .hasSize(3);
    }

    @Test
    void listsTheImagesThatCouldNotBeSegmented() {
        services.notes = List.of("1 image is taken");
        services.failures = List.of("b.nii.gz is truncated", "c.nii.gz: one\ntwo");
        assertThat(septum("predict", "runs/x", "hearts", "-o", "masks"))
                .isEqualTo(new Invocation(
                        4,
                        "masks/heart.nii.gz\n",
                        "septum: 1 image is taken\n"
                                + "septum: 2 files could not be segmented; the others are done\n"
                                + "  - b.nii.gz is truncated\n"
                                + "  - c.nii.gz: one\n    two\n"));
    }

    @Test
    void runsAnExperimentAndNamesItsFolder() {
        Invocation run = septum(
                "run",
                "x.yaml",
                "--set",
                "a=[1, 2]",
                "--set",
                "b='@q'",
                "--device",
                "cpu",
                "--runs",
                "r",
                "--overwrite");

        assertThat(run).isEqualTo(new Invocation(0, Path.of("runs/x/base/seed-1-ab") + "\n", ""));
        assertThat(services.calls)
                .containsExactly("read x.yaml [a=[1, 2], b='@q', runtime.device=cpu]", "run in r, overwrite");
    }

    @Test
    void putsARunIntoTheFolderOfItsVariant() {
        assertThat(septum("run", "x.yaml", "--variant", "no-skip").code()).isZero();
        assertThat(services.calls)
                .containsExactly("read x.yaml []", "check the variant no-skip", "run in runs as no-skip");
        assertThat(septum("run", "x.yaml", "--variant", "../x").err())
                .startsWith("septum run: --variant ../x: it names a folder");
    }

    @Test
    void leavesTheEndOfARunToTheConsoleReporter() {
        services.reporter = "console";

        assertThat(septum("run", "x.yaml")).isEqualTo(new Invocation(0, "", ""));
        assertThat(services.calls).containsExactly("read x.yaml []", "run in runs");
    }

    @Test
    void tellsHowToGoOnAfterAnInterruption() {
        services.reporter = "console";
        services.interrupted = true;

        assertThat(septum("run", "x.yaml"))
                .isEqualTo(new Invocation(
                        130,
                        "",
                        "septum: interrupted; 'septum resume " + Path.of("runs/x/base/seed-1-ab") + "' goes on.\n"));
    }

    @Test
    void resumesOnlyWhatWasRecorded(@TempDir Path run) throws IOException {
        assertThat(septum("resume", run.toString()))
                .isEqualTo(new Invocation(
                        2,
                        "",
                        "septum: " + run + ": this is not a run's folder: there is no experiment.yaml in it;"
                                + " 'septum runs' lists the runs below a folder\n"));

        Path recorded = Files.createFile(run.resolve("experiment.yaml"));
        assertThat(septum("resume", run.toString()).code()).isZero();
        assertThat(services.calls).containsExactly("read " + recorded + " []", "resume " + run + " []");
    }

    @Test
    void saysWhatARunWasAndWhereItGoesOn(@TempDir Path run) throws IOException {
        Files.createFile(run.resolve("experiment.yaml"));
        services.reporter = "console";
        Map<Runner.ResumePoint, String> lines = Map.of(
                new Runner.ResumePoint("killed", 3, 30, 17, 51),
                "the run was killed; it goes on in epoch 3 of 30, after 17 of 51 steps\n",
                new Runner.ResumePoint("interrupted", 3, 30, 0, 51),
                "the run was interrupted; it goes on at the beginning of epoch 3 of 30\n",
                new Runner.ResumePoint("failed", 1, 30, 0, 51),
                "the run has failed before; no state had been saved, so it begins anew\n",
                new Runner.ResumePoint("killed", 31, 30, 0, 51),
                "the run was killed; all epochs are done, the test is left\n");
        lines.forEach((point, line) -> {
            services.resumePoint = point;
            assertThat(septum("resume", run.toString()).out()).isEqualTo(line);
        });
    }

    @Test
    void turnsEachFailureIntoOneLineAndItsExitCode() {
        assertThat(failing(new UserError("x.yaml:3:1: unknown key 'sed'")))
                .isEqualTo(new Invocation(2, "", "septum: x.yaml:3:1: unknown key 'sed'\n"));
        assertThat(failing(new WiringError("no backend"))).isEqualTo(new Invocation(3, "", "septum: no backend\n"));
        assertThat(failing(new RunFailure("the loss is NaN")))
                .isEqualTo(new Invocation(4, "", "septum: the loss is NaN\n"));
        assertThat(failing(new UncheckedIOException("cannot write x: disk full", new IOException())))
                .isEqualTo(new Invocation(4, "", "septum: cannot write x: disk full\n"));

        Invocation defect = failing(new IllegalStateException("odd"));
        assertThat(defect.code()).isEqualTo(4);
        assertThat(defect.err())
                .matches("septum: unexpected error in org\\.septum\\.cli\\.CommandsTest:\\d+: "
                        + "java\\.lang\\.IllegalStateException: odd\n");
        Invocation error = failing(new NoClassDefFoundError("not/here"));
        assertThat(error.code()).isEqualTo(4);
        assertThat(error.err()).endsWith("java.lang.NoClassDefFoundError: not/here\n");
    }

    private Invocation failing(Throwable failure) {
        services.failure = failure;
        return septum("run", "x.yaml");
    }

    @Test
    void hintsFollowWhatIsValid() {
        services.hints = List.of("a.yaml:1:1: a hint");
        assertThat(septum("validate", "x.yaml").out())
                .startsWith("x.yaml is valid: two samples\nhint: a.yaml:1:1: a hint\n");
    }

    /** Settings are not options of the command. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            training.epochs=5   |            | --set training.epochs=5
            --epochs            | 5          | --set training.epochs=5
            --epochs=5          |            | --set training.epochs=5
            --training.epochs   | 5          | --set training.epochs=5
            --lr                | 1e-3       | --set optimizer.learning-rate=1e-3
            -lr                 | --locked   | --set optimizer.learning-rate=VALUE
            """)
    void settingsAreGivenWithSet(String first, String second, String advice) {
        Services withNames = new Services(List.of(services, new SettingNames()));
        Septum septum = new Septum("1.0.0", withNames, CudaProbe.ofThisMachine(), false);
        String[] arguments =
                second == null ? new String[] {"run", "x.yaml", first} : new String[] {"run", "x.yaml", first, second};
        Invocation refused = Invocation.of(septum, arguments);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("\nSettings of the experiment are given as: " + advice + "\n");
    }

    private static final class SettingNames implements ExperimentFormat {
        @Override
        public List<Section> sections() {
            return List.of();
        }

        @Override
        public Optional<String> setting(String name) {
            return Optional.ofNullable(Map.of("epochs", "training.epochs", "lr", "optimizer.learning-rate")
                    .get(name));
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of();
        }
    }

    @Test
    void validatesAndShows() {
        assertThat(septum("validate", "x.yaml", "--set", "seed=2"))
                .isEqualTo(new Invocation(0, "x.yaml is valid: two samples\n", ""));
        assertThat(septum("show", "x.yaml")).isEqualTo(new Invocation(0, "name: \u00e9tude\n", ""));
        assertThat(services.calls).containsExactly("read x.yaml [seed=2]", "read x.yaml []");
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
                .isEqualTo(new org.septum.api.run.Benchmark.Settings(16, 256, 4, 10, "auto", "auto", "cpu"));
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

    @Test
    void saysWhichBundleIsMissing() {
        CudaProbe noGpu = new CudaProbe("no-such-program", List.of(), Duration.ofSeconds(1));
        Septum bare = new Septum("1.0.0", FakeServices.none(), noGpu, false);

        assertThat(Invocation.of(bare, "show", "x.yaml"))
                .isEqualTo(new Invocation(
                        3,
                        "",
                        "septum: the reader of experiments is missing: the bundle org.septum.config is not installed or"
                                + " did not start; 'septum plugins' says why\n"));
        Invocation doctor = Invocation.of(bare, "doctor");
        assertThat(doctor.code()).isEqualTo(3);
        assertThat(doctor.out()).contains("Java  ");
        assertThat(doctor.err()).contains("org.septum.engine");
    }
}
