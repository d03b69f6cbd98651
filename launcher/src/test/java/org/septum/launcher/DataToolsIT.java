// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Looking at data and predictions, from the command line to the pictures. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class DataToolsIT {

    private static final String QUICKSTART = Path.of("../experiments/quickstart.yaml")
            .toAbsolutePath()
            .normalize()
            .toString();

    private static final List<String> REDUCED = List.of(
            "data.dataset.patients=8",
            "data.dataset.slices=2",
            "data.dataset.size=[32,32]",
            "data.size=[32,32]",
            "model.depth=2",
            "model.base-channels=4",
            "training.epochs=1");

    @TempDir
    private Path directory;

    private StartScript septum;

    @BeforeEach
    void findTheScript() {
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);
    }

    private StartScript.Result septum(List<String> command, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(command);
        REDUCED.forEach(override -> arguments.addAll(List.of("--set", override)));
        arguments.addAll(List.of(more));
        return septum.run(arguments.toArray(String[]::new));
    }

    @Test
    void checksTheDataOfAnExperiment() throws Exception {
        StartScript.Result check = septum(List.of("data", "check", QUICKSTART));

        assertThat(check.err()).isEqualTo("septum: pictures are in data-checks/quickstart/data.html\n");
        assertThat(check.code()).isZero();
        assertThat(check.out())
                .startsWith("quickstart: 16 samples of 8 groups\n")
                .contains("sizes (rows x columns):   32 x 32 (8)");
        assertThat(directory.resolve("data-checks/quickstart/data.html"))
                .content()
                .contains("Septum data check", "data:image/png;base64,")
                .doesNotContain("http:", "https:");
    }

    @Test
    void previewsTheSameAugmentationsEachTime() throws Exception {
        StartScript.Result first = septum(List.of("data", "preview", QUICKSTART), "--samples", "2", "--draws", "3");
        assertThat(first.out()).isEqualTo("quickstart-preview.png\n");
        septum(List.of("data", "preview", QUICKSTART), "--samples", "2", "--draws", "3", "-o", "again.png");
        septum(
                List.of("data", "preview", QUICKSTART),
                "--samples",
                "2",
                "--draws",
                "3",
                "-o",
                "other.png",
                "--set",
                "seed=2");

        byte[] sheet = Files.readAllBytes(directory.resolve("quickstart-preview.png"));
        assertThat(Files.readAllBytes(directory.resolve("again.png"))).isEqualTo(sheet);
        assertThat(Files.readAllBytes(directory.resolve("other.png"))).isNotEqualTo(sheet);
        assertThat(ImageIO.read(directory.resolve("again.png").toFile()).getWidth())
                .isGreaterThan(4 * 192);
    }

    @Test
    void laysPredictionsOverTheirImages() throws Exception {
        septum(List.of("run", QUICKSTART));
        Path run = Pictures.only(directory.resolve("runs/quickstart/base"));
        Files.createDirectory(directory.resolve("in"));
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
        ImageIO.write(image, "png", directory.resolve("in/heart.png").toFile());

        StartScript.Result predicted = septum.run("predict", run.toString(), "in", "-o", "out", "--overlays");

        assertThat(predicted.out()).contains("heart.png", "heart-overlay.png");
        BufferedImage overlay =
                ImageIO.read(directory.resolve("out/heart-overlay.png").toFile());
        assertThat(List.of(overlay.getWidth(), overlay.getHeight())).containsExactly(400, 300);
    }
}
