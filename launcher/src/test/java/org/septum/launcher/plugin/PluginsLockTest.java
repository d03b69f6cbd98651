// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.launcher.TestBundle;
import org.septum.launcher.framework.BundleJar;
import org.septum.launcher.machine.StartFailure;
import org.septum.launcher.machine.Storage;

/** A plugin that plugins.lock does not list as it is, is not started. */
class PluginsLockTest {

    /** SHA-256 of the three letters, from FIPS 180-2's example. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final TrustedPlugins NOBODY = new TrustedPlugins(List.of());

    @TempDir
    private Path folder;

    private static void check(PluginsLock lock, Path jar) throws StartFailure {
        lock.check(jar, PluginJars.sha256(jar), false);
    }

    private static PluginJars inFolders(Path... jars) {
        return new PluginJars(Set.of(), Set.of(jars), Set.of());
    }

    @Test
    void onlyListedJarsMayStart() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("a.jar");
        Files.writeString(jar, "abc");
        Path lock = folder.resolve("plugins.lock");
        PluginsLock anyone = new PluginsLock(false);
        assertThatCode(() -> check(anyone, jar)).doesNotThrowAnyException();
        Files.writeString(lock, ABC + "  plugins/a.jar\n");
        assertThatCode(() -> check(anyone, jar)).doesNotThrowAnyException();
        Files.writeString(lock, "00  a.jar\n");
        assertThatThrownBy(() -> check(anyone, jar)).hasMessageContaining(ABC + ", but " + lock + " has 00");
        Files.writeString(lock, ABC + "  b.jar\n");
        assertThatThrownBy(() -> check(anyone, jar)).hasMessageContaining("does not list it");
    }

    /** Folders side by side have one lock. */
    @Test
    void jarsOfOneNameMayBeListedBothAndOthersAreNot() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("a.jar");
        Files.writeString(jar, "abc");
        Path other = Files.createDirectories(folder.resolve("more")).resolve("a.jar");
        Files.writeString(other, "");
        PluginsLock.write(inFolders(jar, other));
        PluginsLock lock = new PluginsLock(true);
        assertThatCode(() -> check(lock, jar)).doesNotThrowAnyException();
        assertThatCode(() -> check(lock, other)).doesNotThrowAnyException();
        Files.writeString(other, "ab");
        assertThatThrownBy(() -> check(lock, other))
                .hasMessageContaining(" and " + ABC + ". Put")
                .hasMessageContaining("Put the listed jar back");
    }

    /** Whoever exchanges the jar while Septum starts, changes neither what is checked nor what is run. */
    @Test
    void theCopyIsCheckedAndRun() throws Exception {
        Path jar = folder.resolve("plugins/a.jar");
        new TestBundle("test.listed").write(jar);
        PluginsLock.write(inFolders(jar));
        PluginsLock lock = new PluginsLock(true);
        Path storage = Files.createDirectory(folder.resolve("storage"));

        BundleJar read = BundleSet.read(List.of(), inFolders(jar), NOBODY, lock, new Storage(storage))
                .jars()
                .get(0);
        new TestBundle("test.exchanged").write(jar);

        assertThat(read.path()).isEqualTo(jar);
        assertThat(read.file()).startsWith(storage);
        assertThat(BundleJar.read(jar, read.file(), true).symbolicName()).isEqualTo("test.listed");
        assertThatCode(() -> lock.check(jar, PluginJars.sha256(read.file()), false))
                .doesNotThrowAnyException();
        PluginsLock.write(inFolders(jar));
        assertThatThrownBy(() -> lock.check(jar, PluginJars.sha256(read.file()), false))
                .hasMessageContaining("its SHA-256 is");
    }

    @Test
    void whatIsNoFileIsAProblemAndAnUnreadableLockIsRefused() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("plugins/folder.jar"));
        PluginsLock lock = new PluginsLock(false);
        assertThat(BundleSet.read(List.of(), inFolders(jar), NOBODY, lock, new Storage(folder))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith(jar + " is not a jar file: it is a folder"));
        Files.write(folder.resolve("plugins.lock"), new byte[] {(byte) 0xff});
        Path sound = Files.writeString(folder.resolve("plugins/sound.jar"), "abc");
        assertThatThrownBy(() -> check(lock, sound)).hasMessageContaining("the lock cannot be read");
        assertThatThrownBy(() -> PluginsLock.write(inFolders(jar))).hasMessageContaining("is not a jar file");
    }

    /** Whoever put it there meant something, and it is not known what. */
    @Test
    void aLockThatIsNoFileIsNotTakenForNone() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("a.jar");
        Files.writeString(jar, "abc");
        PluginsLock lock = new PluginsLock(false);
        for (Path place : List.of(folder.resolve("plugins.lock"), folder.resolve("plugins/plugins.lock"))) {
            Files.createDirectory(place);
            assertThatThrownBy(() -> check(lock, jar))
                    .hasMessageContaining(place + ": the lock cannot be read: it is not");
            Files.delete(place);
            Files.createSymbolicLink(place, folder.resolve("gone"));
            assertThatThrownBy(() -> check(lock, jar))
                    .hasMessageContaining(place + ": the lock cannot be read: it is not");
            Files.delete(place);
        }
        assertThatCode(() -> check(lock, jar)).doesNotThrowAnyException();
    }

    /** One that is named by itself has its lock beside it; where there is one beside its folder too, both count. */
    @Test
    void aNamedJarIsLockedToo() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("target")).resolve("a.jar");
        Files.writeString(jar, "abc");
        PluginsLock required = new PluginsLock(true);
        Path lock = folder.resolve("target/plugins.lock");
        assertThat(PluginsLock.write(new PluginJars(Set.of(), Set.of(jar), Set.of(jar))))
                .containsExactly(lock);
        assertThat(lock).hasContent(ABC + "  a.jar");
        assertThatCode(() -> check(required, jar)).doesNotThrowAnyException();
        Files.writeString(folder.resolve("plugins.lock"), "");
        assertThatThrownBy(() -> check(required, jar))
                .hasMessageContaining(folder.resolve("plugins.lock") + " does not list it");
    }

    /** A link in the place of what is written aside would lead to a file of the user's. */
    @Test
    void writingTheLockFollowsNoLink() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("a.jar");
        Files.writeString(jar, "abc");
        Path own = Files.writeString(folder.resolve("own"), "mine");
        Files.createSymbolicLink(folder.resolve("plugins.lock.new"), own);
        Files.createSymbolicLink(folder.resolve("plugins.lock"), own);
        PluginsLock.write(inFolders(jar));
        assertThat(own).hasContent("mine");
        assertThat(folder.resolve("plugins.lock")).isRegularFile().hasContent(ABC + "  a.jar");
        Files.delete(folder.resolve("plugins.lock"));
        Files.createDirectories(folder.resolve("plugins.lock/full"));
        assertThatThrownBy(() -> PluginsLock.write(inFolders(jar)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("plugins.lock cannot be written");
    }

    @Test
    void theUsersWordIsAsGoodAsALock() {
        PluginsLock required = new PluginsLock(true);
        assertThatCode(() -> required.check(folder.resolve("plugins/a.jar"), ABC, true))
                .doesNotThrowAnyException();
    }

    @Test
    void aLockCanBeRequired() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("a.jar");
        Files.writeString(jar, "abc");
        PluginsLock required = new PluginsLock(true);
        assertThatThrownBy(() -> check(required, jar))
                .hasMessageContaining("there is no " + folder.resolve("plugins.lock"))
                .hasMessageContaining(ABC);
        assertThat(PluginsLock.write(inFolders(jar))).containsExactly(folder.resolve("plugins.lock"));
        assertThat(folder.resolve("plugins.lock")).hasContent(ABC + "  a.jar");
        assertThatCode(() -> check(required, jar)).doesNotThrowAnyException();
    }
}
