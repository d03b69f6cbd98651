// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ablations that are killed, and whose data are corrected between two of their runs. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class AblationIT {

    private static final int SIZE = 16;
    private static final int PATIENTS = 6;

    private static final String PHANTOM = "{type: phantom, patients: 6, slices: 2, size: [16, 16]}";
    private static final String FOLDER =
            "{type: image-folder, root: data, images: 'images/{id}.png', masks: 'masks/{id}.png', levels: {background: 0, lv:"
                    + " 255}}";

    @TempDir
    private Path directory;

    private StartScript septum;

    @BeforeEach
    void findTheScript() {
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory).with("OMP_NUM_THREADS", "1");
    }

    private void experiment(String dataset, int epochs, String variants) throws IOException {
        Files.writeString(
                directory.resolve("a.yaml"),
                String.join(
                        "\n",
                        "septum: 1",
                        "name: a",
                        "data:",
                        "  dataset: " + dataset,
                        "  split: {type: by-group, validation: 0.2, test: 0.4}",
                        "  size: [16, 16]",
                        "  batch-size: 2",
                        "model: {type: unet, depth: 2, base-channels: 2}",
                        "heads:",
                        "  lv: {type: binary, positive: [lv], loss: bce, metrics: [dice]}",
                        "training: {epochs: " + epochs + ", save-every: 1}",
                        "checkpoint: [last]",
                        "report: [csv]",
                        "runtime: {threads: 1}",
                        "ablation: {baseline: full, variants: " + variants + "}",
                        ""));
    }

    @Test
    void aTrainingEndsWithItsKilledAblationAndGoesOnWithTheNext() throws Exception {
        experiment(PHANTOM, 100_000, "{no-skip: {model.skip: none}}");
        Process killed = septum.start(directory.resolve("out.txt"), directory.resolve("err.txt"), "ablate", "a.yaml");
        await(killed, () -> saved().isPresent());
        Path run = saved().orElseThrow();
        ProcessHandle training = owner(run);

        killed.destroyForcibly().waitFor();
        Process next = septum.start(directory.resolve("out.txt"), directory.resolve("err.txt"), "ablate", "a.yaml");
        try {
            training.onExit().join();
            await(next, () -> log().contains("the run was interrupted; it goes on"));
            assertThat(log()).contains("septum: interrupted; 'septum resume");
            assertThat(read("runs/a/ablation.json")).contains("running").doesNotContain("failed", "skipped");

            training = owner(run);
            next.destroy();
            next.waitFor();
            training.onExit().join();
            assertThat(read(run.resolve("status.json").toString())).contains("\"interrupted\"");
            assertThat(read("runs/a/ablation.json")).contains("interrupted").doesNotContain("failed", "skipped");
            assertThat(read("out.txt")).doesNotContain("failed", "skipped");
        } finally {
            next.destroyForcibly().waitFor();
        }
    }

    /** Whoever wrote the experiment would choose what runs on the cluster with the user's rights. */
    @Test
    void anExperimentCannotNameAProgramThatASchedulerRuns() throws Exception {
        experiment(PHANTOM, 1, "{no-skip: {model.skip: none}}, executor: {type: slurm, options: [/evil.sh]}");
        StartScript.Result refused = septum.run("ablate", "a.yaml");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("a.yaml:15:")
                .contains("unknown key 'options' in executor 'slurm' (what can name a program is given with"
                        + " --executor-option on the command line of 'septum ablate' alone)");
        assertThat(septum.run("validate", "a.yaml").code()).isEqualTo(2);

        experiment(PHANTOM, 1, "{no-skip: {model.skip: none}}, executor: {type: kubernetes, image: evil}");
        assertThat(septum.run("ablate", "a.yaml").err()).contains("unknown key 'image' in executor 'kubernetes'");

        experiment(PHANTOM, 1, "{no-skip: {model.skip: none}}, executor: {type: slurm, partition: --wrap=evil}");
        assertThat(septum.run("ablate", "a.yaml").err())
                .contains("partition: found '--wrap=evil', allowed is names of partitions, of letters, digits and");
        assertThat(directory.resolve("runs")).doesNotExist();

        experiment(PHANTOM, 1, "{no-skip: {model.skip: none}}, executor: kubernetes");
        assertThat(septum.run("ablate", "a.yaml").err())
                .contains("give --executor-option image=NAME, or set SEPTUM_IMAGE; an experiment cannot name it");
        StartScript.Result written =
                septum.run("ablate", "a.yaml", "--executor-option=image=own:1", "--executor-option", "claim=own");
        assertThat(written.code()).isZero();
        assertThat(read("runs/a/ablation/job.yaml")).contains("image: \"own:1\"", "claimName: \"own\"");
    }

    private void await(Process ablation, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(ablation.isAlive()).as(read("err.txt") + log()).isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** The process that has a run, which in spite of its killed parent is a child of somebody. */
    private static ProcessHandle owner(Path run) throws IOException {
        String owner = Files.readString(run.resolve("run.lock"));
        return ProcessHandle.of(Long.parseLong(owner.replaceFirst("process ", "")))
                .orElseThrow();
    }

    /** What the trainings have said. */
    private String log() {
        try (Stream<Path> files = Files.list(directory.resolve("runs/a/ablation"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .map(file -> read(file.toString()))
                    .collect(Collectors.joining());
        } catch (IOException e) {
            return "";
        }
    }

    /** A run that has saved its state. */
    private Optional<Path> saved() {
        Path runs = directory.resolve("runs/a/full");
        if (!Files.isDirectory(runs)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(runs)) {
            return found.filter(run -> Files.exists(run.resolve("checkpoints/resume.safetensors")))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void runsOfMasksThatWereCorrectedAreNotTakenUnasked() throws Exception {
        data(0);
        experiment(FOLDER, 1, "{no-skip: {model.skip: none}}");
        StartScript.Result first = septum.run("ablate", "a.yaml");
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();

        data(5);
        experiment(FOLDER, 1, "{no-skip: {model.skip: none}, dice-loss: {heads.lv.loss: dice}}");
        StartScript.Result refused = septum.run("ablate", "a.yaml");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("septum: runs/a: 2 runs were made from something else than is there now:\n")
                .contains("  - data of p0: labels have changed (full, seed 1; no-skip, seed 1)\n")
                .contains("--retrain-changed", "--accept-changes");
        assertThat(directory.resolve("runs/a/dice-loss")).doesNotExist();

        StartScript.Result accepted = septum.run("ablate", "a.yaml", "--accept-changes");
        assertThat(accepted.code()).isZero();
        assertThat(read("runs/a/comparison/comparison.md"))
                .contains("changed since runs were made, and accepted: data of p0: labels have changed")
                .contains("| single seed, accepted changes |");

        StartScript.Result again = septum.run("ablate", "a.yaml", "--retrain-changed");
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("full, seed 1: running", "no-skip, seed 1: running");
        assertThat(again.out()).doesNotContain("dice-loss, seed 1: running");
        assertThat(read("runs/a/comparison/comparison.md")).doesNotContain("accepted changes");
        assertThat(septum.run("ablate", "a.yaml").code()).isZero();
    }

    /** A bright square in each picture; its mask lies so many pixels beside it. */
    private void data(int shift) throws IOException {
        for (int patient = 0; patient < PATIENTS; patient++) {
            square("images", patient, 4 + patient % 3);
            square("masks", patient, 4 + patient % 3 + shift);
        }
    }

    private void square(String folder, int patient, int left) throws IOException {
        Pictures.write(
                directory.resolve("data").resolve(folder).resolve("p" + patient + ".png"),
                SIZE,
                (row, column) -> row >= 4 && row < 10 && column >= left && column < left + 6 ? 255 : 0);
    }
}
