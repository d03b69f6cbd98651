// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Plugins are held to the test kit's rules inside the framework: Septum's own keep them, broken ones are told so. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class VerifyPluginIT {

    private static final List<String> OWN = List.of(
            "augmentations",
            "backend-nd4j",
            "backend-onednn",
            "datasets",
            "executors",
            "heads",
            "losses",
            "metrics",
            "models",
            "postprocessing",
            "preprocessing",
            "reporting",
            "training");

    @TempDir
    private Path directory;

    private StartScript septum;

    @BeforeEach
    void prepare() {
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory).with("OMP_NUM_THREADS", "1");
    }

    private static Path newest(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name + "-[0-9].*\\.jar"))
                    .filter(file -> !file.toString().endsWith("-tests.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }

    @Test
    void septumsOwnPluginsAndTheExampleKeepTheRules() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("verify-plugin", "--failures"));
        for (String value : List.of(
                "by-slice.leaks-groups=accepted",
                "from-file.file=" + split(),
                "image-folder.root=" + pictures(),
                "image-folder.images=images/{id}.png",
                "image-folder.masks=masks/{id}.png",
                "image-folder.levels={\"background\": 0, \"lv\": 255}")) {
            arguments.addAll(List.of("--with", value));
        }
        for (String bundle : OWN) {
            arguments.add(newest(Path.of("target/app/bundles"), bundle).toString());
        }
        arguments.add(newest(Path.of("../bundles/example-plugin/target"), "example-plugin")
                .toString());

        StartScript.Result result = septum.run(arguments.toArray(String[]::new));

        assertThat(result.out()).doesNotContain("FAILED").contains(" passed, 0 failed, ");
        assertThat(result.code()).as(result.err()).isZero();
        // A rule that skips all that it was made for would prove nothing: without files of theirs acdc and nifti cannot
        // be
        // used, and the other skips are of what a component does not have or claim.
        assertThat(result.out()).doesNotContain("dataset image-folder", "split from-file");
        assertThat(result.out().lines().filter(line -> line.startsWith("  SKIPPED")))
                .allMatch(line -> line.matches("  SKIPPED (E-0[34]|M-0[23]|P-02|D-0\\d|C-0[56]) .*"));
    }

    /** Three pictures with masks. */
    private Path pictures() throws IOException {
        for (String kind : List.of("images", "masks")) {
            Path folder = Files.createDirectories(directory.resolve("pictures/" + kind));
            for (String id : List.of("a", "b", "c")) {
                BufferedImage picture = new BufferedImage(20, 16, BufferedImage.TYPE_BYTE_GRAY);
                picture.getRaster().setSample(5, 4, 0, 255);
                ImageIO.write(picture, "png", folder.resolve(id + ".png").toFile());
            }
        }
        return directory.resolve("pictures");
    }

    /** A split of the patients that the rules make up. */
    private Path split() throws IOException {
        List<String> lines = new ArrayList<>(List.of("part,group"));
        for (int patient = 0; patient < 20; patient++) {
            lines.add((patient < 12 ? "train" : patient < 16 ? "validation" : "test") + ",p" + patient);
        }
        return Files.write(directory.resolve("split.csv"), lines);
    }

    @Test
    void aBrokenPluginIsToldWhatIsWrong() throws Exception {
        Path jar = directory.resolve("always.jar");
        new TestBundle("test.always").score("always", 0.5, "").write(jar);

        StartScript.Result result = septum.run("verify-plugin", jar.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains(
                        "test.always 1.0.0\n  PASSED  B-01  ",
                        "metric always\n  PASSED  C-01  ",
                        "  FAILED  M-02  a perfect prediction has the best score: a perfect prediction and noise score the"
                                + " same: {all=0.5}",
                        "  SKIPPED M-03  exchanging truth and prediction changes nothing if that is declared: it does not"
                                + " declare");
        assertThat(result.out().strip()).endsWith(" passed, 1 failed, 1 skipped");
        assertThat(result.code()).isEqualTo(4);
    }

    @Test
    void anImportOfSeptumsInsideIsToldEvenIfTheBundleCannotStart() throws Exception {
        Path jar = directory.resolve("nosy.jar");
        new TestBundle("test.nosy")
                .header("Import-Package", "org.septum.engine")
                .write(jar);

        StartScript.Result result = septum.run("verify-plugin", jar.toString());

        assertThat(result.out())
                .contains(
                        "  FAILED  B-01  ",
                        "it imports org.septum.engine, which belongs to another bundle of Septum",
                        "  FAILED  B-02  ",
                        "the import of org.septum.engine has no version range",
                        "  FAILED  B-04  the bundle starts beside Septum's own: it does not start: ",
                        "  FAILED  B-05  ");
        assertThat(result.code()).isEqualTo(4);
    }

    @Test
    void aFileThatIsNoBundleIsRefused() throws Exception {
        Path text = Files.writeString(directory.resolve("notes.jar"), "no jar");
        Path plain = directory.resolve("plain.jar");
        new TestBundle("test.plain").without("Bundle-SymbolicName").write(plain);

        StartScript.Result damaged = septum.run("verify-plugin", text.toString());
        StartScript.Result unmarked = septum.run("verify-plugin", plain.toString());
        StartScript.Result missing = septum.run("verify-plugin", "absent.jar");

        assertThat(damaged.err()).startsWith("septum: " + text + " is not a jar file, or a damaged one");
        assertThat(unmarked.err()).startsWith("septum: " + plain + " is not an OSGi bundle");
        assertThat(missing.err()).startsWith("septum: absent.jar: there is no such file");
        assertThat(List.of(damaged.code(), unmarked.code(), missing.code())).containsOnly(2);
    }
}
