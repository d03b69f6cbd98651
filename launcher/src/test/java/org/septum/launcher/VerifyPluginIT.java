// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
        List<String> arguments =
                new ArrayList<>(List.of("verify-plugin", "--failures", "--with", "by-slice.leaks-groups=accepted"));
        for (String bundle : OWN) {
            arguments.add(newest(Path.of("target/app/bundles"), bundle).toString());
        }
        arguments.add(newest(Path.of("../bundles/example-plugin/target"), "example-plugin")
                .toString());

        StartScript.Result result = septum.run(arguments.toArray(String[]::new));

        assertThat(result.out()).doesNotContain("FAILED").contains(" passed, 0 failed, ");
        assertThat(result.code()).as(result.err()).isZero();
        // A rule that skips all that it was made for would prove nothing: these have their reasons.
        assertThat(result.out().lines().filter(line -> line.startsWith("  SKIPPED")))
                .allMatch(line -> line.matches("  SKIPPED (E-03|M-0[23]|P-02|D-0\\d|C-0[56]|P-0\\d) .*"));
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
