// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.launcher.framework.BundleJar;
import org.septum.launcher.machine.StartFailure;
import org.septum.launcher.machine.UserConfiguration;
import org.septum.launcher.plugin.PluginsLock;
import org.septum.launcher.plugin.TrustedPlugins;
import org.septum.testkit.fuzz.Fuzz;

/**
 * Damaged locks of plugins, words of trust, jars and manifests: the start goes on or is refused in words. The long form: {@code mvn -pl launcher
 * -am verify -Dtest='*FuzzTest' -Dsurefire.failIfNoSpecifiedTests=false -Dseptum.fuzz=100000 -Dtest.heap=512m}.
 */
class PluginFilesFuzzTest {

    private static final String MANIFEST = """
            Manifest-Version: 1.0
            Bundle-ManifestVersion: 2
            Bundle-SymbolicName: test.a;singleton:=true
            Bundle-Version: 1.2.3.x
            Import-Package: a.b;c.d;version="[1,2)";resolution:=optional,e.f
            Export-Package: test.a;version="1.0.0"
            Fragment-Host: x

            Name: a/B.class
            SHA-256-Digest: x

            """;

    private static final String[] WORDS = {
        "\n",
        "\r\n",
        ": ",
        ";",
        ",",
        "\"",
        "=",
        ":=",
        " ",
        "Bundle-Version: ",
        "Bundle-SymbolicName: ",
        "Name: ",
        "é",
        "\0",
        "Import-Package: ",
        "x".repeat(600),
        "Fragment-Host: ",
        "-1.0",
        "[1,2)",
        "Export-Package: org.septum.api\n"
    };

    @TempDir
    private Path folder;

    /** What is refused at the start is refused here as the fuzzer knows it. */
    private interface Start {
        void run() throws IOException, StartFailure;
    }

    private static void start(Start start) throws IOException {
        try {
            start.run();
        } catch (StartFailure e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private static byte[] jar(byte[] manifest) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write(manifest);
        }
        return bytes.toByteArray();
    }

    private void read(byte[] jar) throws IOException {
        Path file = Files.write(folder.resolve("a.jar"), jar);
        start(() -> {
            BundleJar bundle = BundleJar.read(file, file, true);
            assertThat(bundle.label()).contains("a.jar");
            bundle.holds("a.B");
        });
    }

    @Test
    void manifests() {
        Fuzz.Result result = new Fuzz("manifest", input -> read(jar(input)))
                .from(MANIFEST.getBytes(StandardCharsets.UTF_8))
                .words(WORDS)
                .run();
        assertThat(result.accepted()).isPositive();
        assertThat(result.refused()).isPositive();
    }

    @Test
    void jars() throws IOException {
        Fuzz.Result result = new Fuzz("jar", this::read)
                .from(jar(MANIFEST.getBytes(StandardCharsets.UTF_8)))
                .numbers(2, 4, 6, 8, 26, 28, -2, -12, -14)
                .numbers(4, 14, 18, 22, -6, -10)
                .words("PK\1\2", "PK\3\4", "PK\5\6", "PK\6\6", "META-INF/", "../")
                .run();
        assertThat(result.accepted()).isPositive();
        assertThat(result.refused()).isPositive();
    }

    @Test
    void locks() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("plugins"));
        Path jar = Files.write(jars.resolve("a.jar"), new byte[] {1});
        String sum = "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a";
        String lock = sum + "  a.jar\n" + "0000000000000000000000000000000000000000000000000000000000000000 *b.jar\n";
        Fuzz.Result result = new Fuzz("plugins.lock", input -> {
                    Files.write(folder.resolve("plugins.lock"), input);
                    start(() -> new PluginsLock(true).check(jar, sum, true));
                })
                .from(lock.getBytes(StandardCharsets.UTF_8))
                .words("a.jar", "\n", "  ", " *", "/", "../a.jar", "#", "\r\n", "\u00e9")
                .run();
        assertThat(result.accepted()).isPositive();
        assertThat(result.refused()).isPositive();
    }

    @Test
    void trustedPlugins() throws Exception {
        UserConfiguration configuration = new UserConfiguration(folder.resolve("septum"));
        String word = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  3  /plugins/a.jar\n";
        start(() -> configuration.write(TrustedPlugins.FILE, word));
        Fuzz.Result result = new Fuzz("trusted-plugins", input -> {
                    Files.write(configuration.file(TrustedPlugins.FILE), input);
                    start(() -> TrustedPlugins.read(configuration).hasSize(3));
                })
                .from(word.getBytes(StandardCharsets.UTF_8))
                .words("  ", "\n", "99999999999999999999", "-1", "0", "\r", "\u0663", "\u001b")
                .run();
        assertThat(result.accepted()).isPositive();
        assertThat(result.refused()).isPositive();
    }
}
