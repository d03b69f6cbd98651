// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that plugins.lock does not list as it is, is not started. */
class PluginsLockTest {

    /** SHA-256 of the three letters, from FIPS 180-2's example. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    @Test
    void onlyListedJarsMayStart() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("a.jar");
        Files.writeString(jar, "abc");
        Path lock = folder.resolve("plugins.lock");
        PluginsLock anyone = new PluginsLock(false);
        assertThatCode(() -> anyone.check(jar, jar)).doesNotThrowAnyException();
        Files.writeString(lock, ABC + "  plugins/a.jar\n");
        assertThatCode(() -> anyone.check(jar, jar)).doesNotThrowAnyException();
        Files.writeString(lock, "00  a.jar\n");
        assertThatThrownBy(() -> anyone.check(jar, jar)).hasMessageContaining(ABC + ", but " + lock + " has 00");
        Files.writeString(lock, ABC + "  b.jar\n");
        assertThatThrownBy(() -> anyone.check(jar, jar)).hasMessageContaining("does not list it");
    }

    /** Folders side by side have one lock. */
    @Test
    void jarsOfOneNameMayBeListedBothAndOthersAreNot() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("a.jar");
        Files.writeString(jar, "abc");
        Path other = Files.createDirectories(folder.resolve("more")).resolve("a.jar");
        Files.writeString(other, "");
        PluginsLock.write(List.of(jar, other));
        PluginsLock lock = new PluginsLock(true);
        assertThatCode(() -> lock.check(jar, jar)).doesNotThrowAnyException();
        assertThatCode(() -> lock.check(other, other)).doesNotThrowAnyException();
        Files.writeString(other, "ab");
        assertThatThrownBy(() -> lock.check(other, other))
                .hasMessageContaining(" and " + ABC + ". Put")
                .hasMessageContaining("Put the listed jar back");
    }

    /** Whoever exchanges the jar while Septum starts, changes neither what is checked nor what is run. */
    @Test
    void theCopyIsCheckedAndRun() throws Exception {
        Path jar = folder.resolve("plugins/a.jar");
        new TestBundle("test.listed").write(jar);
        PluginsLock.write(List.of(jar));
        PluginsLock lock = new PluginsLock(true);
        Path storage = Files.createDirectory(folder.resolve("storage"));

        BundleJar read = BundleSet.read(List.of(), Set.of(jar), lock, new Storage(storage))
                .jars()
                .get(0);
        new TestBundle("test.exchanged").write(jar);

        assertThat(read.path()).isEqualTo(jar);
        assertThat(read.file()).startsWith(storage);
        assertThat(BundleJar.read(jar, read.file(), true).symbolicName()).isEqualTo("test.listed");
        assertThatCode(() -> lock.check(jar, read.file())).doesNotThrowAnyException();
        PluginsLock.write(List.of(jar));
        assertThatThrownBy(() -> lock.check(jar, read.file())).hasMessageContaining("its SHA-256 is");
    }

    @Test
    void whatIsNoFileIsAProblemAndAnUnreadableLockIsRefused() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("plugins/folder.jar"));
        PluginsLock lock = new PluginsLock(false);
        assertThat(BundleSet.read(List.of(), Set.of(jar), lock, new Storage(folder))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith(jar + " is not a jar file: it is a folder"));
        Files.write(folder.resolve("plugins.lock"), new byte[] {(byte) 0xff});
        Path sound = Files.writeString(folder.resolve("plugins/sound.jar"), "abc");
        assertThatThrownBy(() -> lock.check(sound, sound)).hasMessageContaining("the lock cannot be read");
        assertThatThrownBy(() -> PluginsLock.write(List.of(jar))).hasMessageContaining("cannot be read");
    }

    @Test
    void aLockCanBeRequired() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("a.jar");
        Files.writeString(jar, "abc");
        PluginsLock required = new PluginsLock(true);
        assertThatThrownBy(() -> required.check(jar, jar))
                .hasMessageContaining("there is no " + folder.resolve("plugins.lock"))
                .hasMessageContaining(ABC);
        assertThat(PluginsLock.write(List.of(jar))).containsExactly(folder.resolve("plugins.lock"));
        assertThat(folder.resolve("plugins.lock")).hasContent(ABC + "  a.jar");
        assertThatCode(() -> required.check(jar, jar)).doesNotThrowAnyException();
    }
}
