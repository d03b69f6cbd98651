// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What an experiment could otherwise slip past its lock, or carry out of the environment into its results. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class StrangersExperimentIT {

    private static final int SIZE = 16;

    @TempDir
    private Path folder;

    private StartScript septum() {
        return new StartScript(Path.of("septum").toAbsolutePath(), folder).with("OMP_NUM_THREADS", "1");
    }

    @BeforeEach
    void makePictures() throws IOException {
        for (String kind : List.of("images", "masks")) {
            Files.createDirectories(folder.resolve("jane-doe").resolve(kind));
            for (int i = 0; i < 8; i++) {
                BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
                for (int y = 0; y < SIZE; y++) {
                    for (int x = 0; x < SIZE; x++) {
                        boolean inside = x > 3 + i % 3 && x < 12 && y > 4;
                        int value = kind.equals("masks")
                                ? (inside ? 255 : y == 0 ? 128 : 0)
                                : (x * 13 + y * 7 + i * 11) % 256;
                        picture.getRaster().setSample(x, y, 0, value);
                    }
                }
                ImageIO.write(
                        picture,
                        "png",
                        folder.resolve("jane-doe/" + kind + "/p" + i + ".png").toFile());
            }
        }
    }

    private void write(String name, String root, String oldScar) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), """
                septum: 1
                name: %s
                data:
                  dataset:
                    {type: image-folder, root: %s, images: "images/{id}.png", masks: "masks/{id}.png",
                     levels: {background: 0, "scar: old": %s, "scar: new": 255}}
                  split: {type: by-group, validation: 0.25, test: 0.25}
                  size: [16, 16]
                  batch-size: 2
                model: {type: unet, depth: 1, base-channels: 2}
                heads:
                  scar: {type: binary, positive: ["scar: new"], loss: bce, metrics: [dice]}
                training: {epochs: 1}
                checkpoint: [last]
                report: [csv, html, tensorboard]
                runtime: {threads: 1}
                """.formatted(name, root, oldScar));
    }

    @Test
    void anExperimentThatIsNotTheLockedOneDoesNotRunWhateverItsNamesAre() throws Exception {
        write("a", "jane-doe", "128");
        assertThat(septum().run("lock", "a.yaml").code()).isZero();
        write("a", "jane-doe", "[128, 9]");

        StartScript.Result changed = septum().run("run", "a.yaml", "--locked");
        assertThat(changed.code()).isEqualTo(2);
        assertThat(changed.err())
                .contains("a.yaml.lock: the experiment is no longer what was locked:\n"
                        + "  - data.dataset.levels.\"scar: old\": locked [128], now [128, 9]\n");

        write("a", "jane-doe", "128");
        Path lock = folder.resolve("a.yaml.lock");
        String text = Files.readString(lock);
        Files.writeString(lock, text.replaceFirst("(\"experiment-sha256\" : \")[0-9a-f]", "$1x"));
        StartScript.Result edited = septum().run("run", "a.yaml", "--locked");
        assertThat(edited.code()).isEqualTo(2);
        assertThat(edited.err()).contains("a.yaml.lock: this lock was changed after it was written");
        assertThat(folder.resolve("runs")).doesNotExist();

        Files.writeString(lock, "\ufeff" + text.replace("\n", "\r\n"));
        assertThat(septum().run("run", "a.yaml", "--locked").code()).isZero();
    }

    @Test
    void noSecretAndNoHomeFolderGetsIntoResults() throws Exception {
        write("x-${MY_SECRET}", "jane-doe", "128");
        for (String command : List.of("validate", "run", "show", "lock")) {
            StartScript.Result refused = septum().with("MY_SECRET", "hunter2").run(command, "a.yaml");
            assertThat(refused.code()).as(command).isEqualTo(2);
            assertThat(refused.err())
                    .contains("a.yaml:2:7: the environment variable MY_SECRET is named like a secret ('SECRET')")
                    .doesNotContain("hunter2");
        }
        assertThat(folder.resolve("runs")).doesNotExist();

        write("x", "'${PICTURES}'", "128");
        String home = folder.resolve("jane-doe").toString();
        StartScript there = septum().with("PICTURES", home);
        assertThat(there.run("validate", "a.yaml").out()).startsWith("reads from the environment: PICTURES\n");
        StartScript.Result trained = there.run("run", "a.yaml");
        assertThat(trained.code()).isZero();
        assertThat(trained.out()).startsWith("reads from the environment: PICTURES\n");
        Path run = onlyRun();
        assertThat(there.run("evaluate", run.toString()).code()).isZero();
        assertThat(there.run("pack", run.toString(), "-o", "run.zip").code()).isZero();
        assertHas(run, "root: \"${PICTURES}\"");
        try (Stream<Path> files = Stream.concat(Files.walk(run), Stream.of(folder.resolve("run.zip")))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("jane-doe");
            }
        }
    }

    private static void assertHas(Path run, String text) throws IOException {
        assertThat(run.resolve("experiment.yaml")).content().contains(text);
    }

    /** The run is the same wherever its data lie; without them it still predicts. */
    @Test
    void aRunMovesBetweenMachines() throws Exception {
        write("x", "'${PICTURES}'", "128");
        assertThat(septum().with("PICTURES", folder.resolve("jane-doe").toString())
                        .run("run", "a.yaml")
                        .code())
                .isZero();
        Path run = onlyRun();
        Files.move(folder.resolve("jane-doe"), folder.resolve("moved"));
        assertThat(septum().run("predict", run.toString(), "moved/images/p1.png", "-o", "p1.png")
                        .code())
                .isZero();
        StartScript.Result lost = septum().run("evaluate", run.toString());
        assertThat(lost.code()).isEqualTo(2);
        assertThat(lost.err()).contains("there is no folder '${PICTURES}'");
        StartScript moved = septum().with("PICTURES", "moved");
        assertThat(moved.run("evaluate", run.toString()).code()).isZero();
        assertThat(moved.run("run", "a.yaml").err()).contains(run.getFileName().toString());

        Path experiment = run.resolve("experiment.yaml");
        Files.writeString(experiment, Files.readString(experiment).replace("name: x", "name: \"x${HOME}\""));
        StartScript.Result stranger = moved.run("evaluate", run.toString());
        assertThat(stranger.code()).isEqualTo(2);
        assertThat(stranger.err()).contains("name: found the reference 'x${HOME}'");
    }

    private Path onlyRun() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("runs/x/base"))) {
            return runs.reduce((one, other) -> {
                        throw new AssertionError(one + " and " + other);
                    })
                    .orElseThrow();
        }
    }
}
