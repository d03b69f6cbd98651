// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ablations that are killed. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class AblationIT {

    private static final String PHANTOM = "{type: phantom, patients: 6, slices: 2, size: [16, 16]}";

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
}
