// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.services.run.Runner;

/** The commands that train, go on, score and segment. */
class RunCommandsTest {

    private final FakeServices services = new FakeServices();

    private Invocation septum(String... arguments) {
        return services.septum(arguments);
    }

    @Test
    void predictAsksForAnImage() {
        assertThat(services.septum("predict", "run", "--help").code()).isZero();
        Invocation alone = services.septum("predict", "run", "-o", "masks");
        assertThat(alone.code()).isEqualTo(2);
        assertThat(alone.err()).contains("found only run; name a run and, at the end, an image or a folder of images");
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
                                + " checkpoint=Optional[last], flip=true, postProcessing=true]",
                        "read runs/x/experiment.yaml []",
                        "predict PredictionRequest[run=runs/x, input=heart.nii.gz, output=masks,"
                                + " checkpoint=Optional.empty, probabilities=true, overlays=true, flip=false, postProcessing=true]");
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
    void hintsFollowWhatIsValid() {
        services.hints = List.of("a.yaml:1:1: a hint");
        assertThat(septum("validate", "x.yaml").out())
                .startsWith("x.yaml is valid: two samples\nhint: a.yaml:1:1: a hint\n");
    }

    /** How many trainings an ablation has is part of the first line, whatever follows in lines of its own. */
    @Test
    void whatWouldBeRunIsInTheFirstLine() {
        services.facts = "two samples\n  warning: groups leak";
        services.variants = Map.of("full", services.read(Path.of("x.yaml"), List.of()));
        assertThat(septum("validate", "x.yaml").out())
                .isEqualTo("x.yaml is valid: two samples; 1 training in its ablation\n  warning: groups leak\n");
    }

    @Test
    void validatesAndShows() {
        assertThat(septum("validate", "x.yaml", "--set", "seed=2"))
                .isEqualTo(new Invocation(0, "x.yaml is valid: two samples\n", ""));
        assertThat(septum("show", "x.yaml")).isEqualTo(new Invocation(0, "name: \u00e9tude\n", ""));
        assertThat(services.calls).containsExactly("read x.yaml [seed=2]", "check the variants", "read x.yaml []");
    }
}
