// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.septum.launcher.TestBundle;
import org.septum.launcher.framework.BundleJar;
import org.septum.launcher.machine.Storage;
import org.septum.launcher.machine.UserConfiguration;

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
        configuration = new UserConfiguration(folder.resolve("config/septum"));
        file = configuration.file(TrustedPlugins.FILE);
        trusted = TrustedPlugins.read(configuration).with(new TrustedPlugins.Entry(ABC, 3, "/plugins/a.jar"));
        trusted.write(configuration);
    }

    @Test
    void readsWhatItWroteForTheUserAlone() throws Exception {
        assertThat(file).hasContent(ABC + "  3  /plugins/a.jar");
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
    void whatIsNoFileOrHasOtherLinesIsRefused() throws Exception {
        for (String line : List.of(
                "x",
                ABC,
                ABC + "  /a.jar",
                ABC + " 3 /a.jar",
                ABC + "  -3  /a.jar",
                ABC.toUpperCase(Locale.ROOT) + "  3  /a.jar",
                "\0")) {
            Files.writeString(file, ABC + "  3  /plugins/a.jar\n" + line + "\n");
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

    /** A folder's name with a line break would add a line. */
    @Test
    void aNameAddsNoLine() throws Exception {
        Path jar = Path.of("/stranger\n" + "0".repeat(64) + "  x/\u001b[2J.jar");
        trusted.with(new TrustedPlugins.Entry(ABC, 3, TrustedPlugins.place(jar)))
                .write(configuration);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        ABC + "  3  /plugins/a.jar",
                        ABC + "  3  /stranger\\u000a" + "0".repeat(64) + "  x/\\u001b[2J.jar");
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
                        TrustedPlugins.Entry.of(jar), new TrustedPlugins.Entry(ABC, 3, TrustedPlugins.place(other)))),
                new PluginsLock(true),
                new Storage(storage));
        assertThat(bundles.jars()).extracting(BundleJar::symbolicName).containsExactly("test.trusted");
        assertThat(bundles.problems()).isEmpty();
        assertThat(bundles.untrusted())
                .containsExactly(
                        new UntrustedJar(other, "it has changed since you trusted it"), new UntrustedJar(link, ""));
        try (var copies = Files.walk(storage)) {
            assertThat(copies.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    /** Else jars of 1 GiB each would be read through at each command. */
    @Test
    void onlyWhatCanBeTrustedIsRead() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("m.jar");
        new TestBundle("test.trusted").write(jar);
        TrustedPlugins.Entry entry = TrustedPlugins.Entry.of(jar);
        TreeSet<Path> jars = new TreeSet<>(Set.of(jar));
        List<Path> large = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Path sparse = folder.resolve("plugins/" + i + ".jar");
            try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
                file.setLength(PluginJars.LARGEST);
            }
            large.add(sparse);
        }
        jars.addAll(large);
        Path device = Files.createSymbolicLink(folder.resolve("plugins/device.jar"), Path.of("/dev/zero"));
        jars.add(device);
        // Says that it has no bytes, and goes on for long.
        Path endless = Files.createSymbolicLink(folder.resolve("plugins/endless.jar"), Path.of("/proc/self/pagemap"));
        jars.add(endless);
        TrustedPlugins withAnEmptyOne = new TrustedPlugins(List.of(entry, new TrustedPlugins.Entry(ABC, 0, "/x")));

        BundleSet bundles = BundleSet.read(
                List.of(),
                new PluginJars(jars, Set.of(), Set.of()),
                withAnEmptyOne,
                new PluginsLock(false),
                new Storage(Files.createDirectory(folder.resolve("storage"))));

        assertThat(bundles.jars()).extracting(BundleJar::symbolicName).containsExactly("test.trusted");
        assertThat(bundles.untrusted())
                .hasSize(14)
                .allMatch(each -> each.remark().isEmpty());

        // The size is asked first.
        TrustedPlugins ofAnotherSize =
                new TrustedPlugins(List.of(new TrustedPlugins.Entry(entry.sum(), entry.size() + 1, "/x")));
        BundleSet unread = BundleSet.read(
                List.of(),
                new PluginJars(Set.of(jar), Set.of(), Set.of()),
                ofAnotherSize,
                new PluginsLock(false),
                new Storage(folder.resolve("none")));
        assertThat(unread.untrusted()).containsExactly(new UntrustedJar(jar, ""));

        // Of a trusted size, they are read until they have as many bytes as plugins may have together.
        BundleSet same = BundleSet.read(
                List.of(),
                new PluginJars(new TreeSet<>(List.of(large.get(0), large.get(1), jar)), Set.of(), Set.of()),
                new TrustedPlugins(List.of(entry, new TrustedPlugins.Entry(ABC, PluginJars.LARGEST, "/x"))),
                new PluginsLock(false),
                new Storage(Files.createDirectory(folder.resolve("more"))));
        assertThat(same.untrusted())
                .extracting(UntrustedJar::remark)
                .containsExactly(
                        "",
                        "not read: jars here of the sizes of those you trust have more than 1073741824 bytes together;"
                                + " --plugins takes it nevertheless",
                        "not read: jars here of the sizes of those you trust have more than 1073741824 bytes together;"
                                + " --plugins takes it nevertheless");
    }

    @Test
    void whatIsTooLargeForAJarIsNeitherReadNorCopied() throws Exception {
        Path jar = folder.resolve("a.jar");
        try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
            file.setLength(PluginJars.LARGEST + 1);
        }
        Path storage = Files.createDirectory(folder.resolve("storage"));
        BundleSet bundles = BundleSet.read(
                List.of(),
                new PluginJars(Set.of(), Set.of(jar), Set.of(jar)),
                new TrustedPlugins(List.of()),
                new PluginsLock(false),
                new Storage(storage));
        String refusal = jar + " has 1073741825 bytes; a plugin has at most 1073741824. Take it away.";
        assertThat(bundles.problems()).containsExactly(refusal);
        assertThat(storage).isEmptyDirectory();
        assertThatThrownBy(() -> PluginJars.sha256(jar)).hasMessage(refusal);
        assertThatThrownBy(() -> PluginJars.sha256(folder)).hasMessageStartingWith(folder + " is not a jar file");
    }
}
