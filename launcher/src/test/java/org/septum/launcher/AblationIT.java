// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
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
        experiment(PHANTOM, 60, "{no-skip: {model.skip: none}}");
        Process ablation = septum.start(directory.resolve("out.txt"), directory.resolve("err.txt"), "ablate", "a.yaml");
        Optional<Path> state = Optional.empty();
        while (ablation.isAlive() && state.isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            state = saved();
        }
        Path run = state.orElseThrow(() -> new AssertionError(read("err.txt")))
                .getParent()
                .getParent();
        String owner = Files.readString(run.resolve("run.lock"));
        Optional<ProcessHandle> training = ProcessHandle.of(Long.parseLong(owner.replaceFirst("process ", "")));
        ablation.destroyForcibly().waitFor();

        StartScript.Result next = septum.run("ablate", "a.yaml");

        assertThat(next.err()).isEmpty();
        assertThat(next.code()).isZero();
        assertThat(next.out()).contains("[2 of 2 finished, 0 running]").doesNotContain("failed", "skipped");
        assertThat(read("runs/a/ablation.json")).doesNotContain("failed", "skipped", "running");
        training.ifPresent(process -> process.onExit().join());
        assertThat(read(directory.relativize(run).resolve("status.json").toString()))
                .contains("finished");
    }

    private Optional<Path> saved() throws IOException {
        if (!Files.isDirectory(directory.resolve("runs"))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(directory.resolve("runs"))) {
            return files.filter(file -> file.endsWith("resume.safetensors")).findFirst();
        } catch (UncheckedIOException e) {
            // A file that was written aside has just got its name.
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
        experiment(FOLDER, 1, "{no-skip: {model.skip: none}, no-norm: {model.encoder.norm: none}}");
        StartScript.Result refused = septum.run("ablate", "a.yaml");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("septum: runs/a: 2 runs were made from something else than is there now:\n")
                .contains("  - data of p0: labels have changed (full, seed 1; no-skip, seed 1)\n")
                .contains("--retrain-changed", "--accept-changes");
        assertThat(directory.resolve("runs/a/no-norm")).doesNotExist();

        StartScript.Result accepted = septum.run("ablate", "a.yaml", "--accept-changes");
        assertThat(accepted.code()).isZero();
        assertThat(read("runs/a/comparison/comparison.md"))
                .contains("changed since runs were made, and accepted: data of p0: labels have changed")
                .contains("| single seed, accepted changes |");

        StartScript.Result again = septum.run("ablate", "a.yaml", "--retrain-changed");
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("full, seed 1: running", "no-skip, seed 1: running");
        assertThat(again.out()).doesNotContain("no-norm, seed 1: running");
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
        BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        for (int row = 4; row < 10; row++) {
            for (int column = left; column < Math.min(left + 6, SIZE); column++) {
                picture.getRaster().setSample(column, row, 0, 255);
            }
        }
        Path file = directory.resolve("data").resolve(folder).resolve("p" + patient + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, "png", file.toFile());
    }
}
