// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The user's word stands where only the user writes, and holds for what was looked at. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class TrustedPluginsTest {

    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    private UserConfiguration configuration;
    private Path file;
    private TrustedPlugins trusted;

    @BeforeEach
    void trustAJar() throws Exception {
        configuration = new UserConfiguration(folder, folder.resolve("config/septum"));
        file = configuration.file(TrustedPlugins.FILE);
        trusted = TrustedPlugins.read(configuration).with(new TrustedPlugins.Entry(ABC, "/plugins/a.jar"));
        trusted.write(configuration);
    }

    @Test
    void readsWhatItWroteForTheUserAlone() throws Exception {
        assertThat(file).hasContent(ABC + "  /plugins/a.jar");
        assertThat(TrustedPlugins.read(configuration)).isEqualTo(trusted);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(file.getParent()).isDirectoryContaining("glob:**/trusted-plugins");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
        // A file of the user's that lies elsewhere stays there.
        Path moved = Files.move(file, folder.resolve("mine"));
        Files.createSymbolicLink(file, moved);
        trusted.without(entry -> true).write(configuration);
        assertThat(file).isSymbolicLink();
        assertThat(moved).isEmptyFile();
    }

    @Test
    void whatOthersMayWriteIsRefused() throws Exception {
        for (String permissions : List.of("rw-rw----", "rw----rw-")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            assertThatThrownBy(() -> TrustedPlugins.read(configuration))
                    .hasMessageContaining(file + " may be written by others (" + permissions + ")");
            assertThatThrownBy(() -> trusted.write(configuration)).hasMessageContaining("may be written by others");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> TrustedPlugins.read(configuration))
                .hasMessageContaining(file.getParent() + " may be written by others (rwxrwxrwx)");
    }

    @Test
    void whatIsNoFileOrHasOtherLinesIsRefused() throws Exception {
        for (String line : List.of("x", ABC, ABC + " /a.jar", ABC.toUpperCase(Locale.ROOT) + "  /a.jar", "\0")) {
            Files.writeString(file, ABC + "  /plugins/a.jar\n" + line + "\n");
            assertThatThrownBy(() -> TrustedPlugins.read(configuration))
                    .hasMessageContaining(file + ", line 2: found something else than a SHA-256");
        }
        Files.write(file, new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> TrustedPlugins.read(configuration)).hasMessageContaining("is not in UTF-8");
        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("gone"));
        assertThatThrownBy(() -> TrustedPlugins.read(configuration)).hasMessageContaining("is not a file");
        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(() -> TrustedPlugins.read(configuration)).hasMessageContaining("is not a file");
    }

    /** The working folder of a test is its module's. */
    @Test
    void aLinkIntoTheWorkingFolderIsRefused() throws Exception {
        Path inWork = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "stranger");
        Path strangers = Files.move(file, inWork.resolve("trusted"));
        Files.createSymbolicLink(file, strangers);
        assertThatThrownBy(() -> TrustedPlugins.read(configuration))
                .hasMessageContaining(file + " is a link into the working folder");
        Files.delete(file);
        Files.delete(file.getParent());
        Files.createSymbolicLink(file.getParent(), inWork);
        assertThatThrownBy(() -> TrustedPlugins.read(configuration))
                .hasMessageContaining(file.getParent() + " is a link into the working folder");
        Files.delete(strangers);
        Files.delete(inWork);
    }

    /** A folder's name with a line break would add a line. */
    @Test
    void aNameAddsNoLine() throws Exception {
        Path jar = Path.of("/stranger\n" + "0".repeat(64) + "  x/\u001b[2J.jar");
        trusted.with(TrustedPlugins.Entry.of(jar, ABC)).write(configuration);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        ABC + "  /plugins/a.jar", ABC + "  /stranger\\u000a" + "0".repeat(64) + "  x/\\u001b[2J.jar");
        assertThat(TrustedPlugins.read(configuration).holds("0".repeat(64))).isFalse();
        assertThat(TrustedPlugins.read(configuration).knows(jar)).isTrue();
    }

    /** What is copied is what is run, and another jar may lie there by then. */
    @Test
    void nothingElseIsCopiedOrRead() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("a.jar");
        new TestBundle("test.trusted").write(jar);
        Path other = folder.resolve("plugins/b.jar");
        new TestBundle("test.other").write(other);
        Path link = Files.createSymbolicLink(folder.resolve("plugins/c.jar"), folder.resolve("gone"));
        Path storage = Files.createDirectory(folder.resolve("storage"));
        BundleSet bundles = BundleSet.read(
                List.of(),
                new PluginJars(new TreeSet<>(Set.of(jar, other, link)), Set.of(), Set.of()),
                new TrustedPlugins(List.of(
                        TrustedPlugins.Entry.of(jar, Sha256.of(jar)), new TrustedPlugins.Entry(ABC, other.toString()))),
                new PluginsLock(true),
                new Storage(storage));
        assertThat(bundles.jars()).extracting(BundleJar::symbolicName).containsExactly("test.trusted");
        assertThat(bundles.problems()).isEmpty();
        assertThat(bundles.untrusted()).containsExactly(new UntrustedJar(other, true), new UntrustedJar(link, false));
        try (var copies = Files.walk(storage)) {
            assertThat(copies.filter(Files::isRegularFile)).hasSize(1);
        }
    }
}
