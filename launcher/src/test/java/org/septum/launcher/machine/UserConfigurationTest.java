// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is read as the user's word is nobody else's. The working folder of a test is its module's. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class UserConfigurationTest {

    private static final Path WORKING = Path.of("").toAbsolutePath();

    @TempDir
    private Path folder;

    private UserConfiguration configuration;
    private Path file;

    @BeforeEach
    void write() throws Exception {
        configuration = new UserConfiguration(folder.resolve("above/config/septum"));
        configuration.write("word", "yes");
        file = configuration.file("word");
    }

    private void permit(Path path, String permissions) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private void isRefused(String message) {
        assertThatThrownBy(() -> configuration.read("word")).hasMessageContaining(message);
        assertThatThrownBy(() -> configuration.write("word", "no")).hasMessageContaining(message);
        assertThat(file).hasContent("yes");
    }

    @Test
    void whatOthersMayWriteIsRefused() throws Exception {
        for (String permissions : List.of("rw-rw----", "rw----rw-")) {
            permit(file, permissions);
            isRefused(file + " may be written by others (" + permissions + "), and so " + file
                    + " is not your word alone");
        }
        permit(file, "rw-------");
        for (Path above : List.of(file.getParent(), folder.resolve("above/config"), folder.resolve("above"), folder)) {
            for (String permissions : List.of("rwxrwx---", "rwx---rwx")) {
                permit(above, permissions);
                isRefused(above + " may be written by others (" + permissions + ")");
                isRefused("chmod go-w '" + above + "'");
            }
            permit(above, "rwxr-xr-x");
        }
        assertThat(configuration.read("word")).containsExactly("yes");
    }

    /** Before anything is written, too. */
    @Test
    void aFirstWordIsNotWrittenWhereOthersMayChangeIt() throws Exception {
        permit(folder.resolve("above"), "rwxrwxrwx");
        UserConfiguration first = new UserConfiguration(folder.resolve("above/new/septum"));
        assertThatThrownBy(() -> first.write("word", "yes"))
                .hasMessageContaining(folder.resolve("above") + " may be written by others (rwxrwxrwx)");
        assertThat(folder.resolve("above/new")).doesNotExist();
        assertThat(first.read("word")).isEmpty();
    }

    /** The folder for temporary files is everybody's, and nobody takes away there what is another's. */
    @Test
    void aFolderWithTheStickyBitMayBeEverybodys() throws Exception {
        Files.setAttribute(folder.resolve("above"), "unix:mode", 01777);
        assertThat(configuration.read("word")).containsExactly("yes");
        Files.setAttribute(folder.resolve("above"), "unix:mode", 0777);
        isRefused("may be written by others");
    }

    /** Home is the user's own matter; above it are those of the system, as for OpenSSH. */
    @Test
    void whatIsAboveHomeIsNotLookedAt() throws Exception {
        permit(folder.resolve("above"), "rwxrwxrwx");
        String home = System.getProperty("user.home");
        try {
            System.setProperty("user.home", folder.resolve("above/config").toString());
            assertThat(configuration.read("word")).containsExactly("yes");
            System.setProperty("user.home", folder.resolve("above").toString());
            isRefused("may be written by others");
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void aFileOfTwoNamesIsRefused() throws Exception {
        Path other = Files.createLink(folder.resolve("other"), file);
        isRefused(file + " has 2 names (hard links)");
        Files.delete(other);
        assertThat(configuration.read("word")).containsExactly("yes");
    }

    @Test
    void wayOfALinkIsLookedAtAsWell() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Path elsewhere = Files.move(file.getParent(), open.resolve("septum"));
        Files.createSymbolicLink(configuration.folder(), elsewhere);
        assertThat(configuration.read("word")).containsExactly("yes");
        permit(open, "rwxrwxrwx");
        isRefused(open + " may be written by others");
        permit(open, "rwxr-xr-x");
        permit(folder.resolve("above/config"), "rwxrwxrwx");
        isRefused(folder.resolve("above/config") + " may be written by others");
    }

    @Test
    void aLinkIntoTheWorkingFolderIsRefused() throws Exception {
        Path inWork = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "stranger");
        Path strangers = Files.move(file, inWork.resolve("trusted"));
        Files.createSymbolicLink(file, strangers);
        assertThatThrownBy(() -> configuration.read("word"))
                .hasMessageContaining(file + " is a link into the working folder");
        Files.delete(file);
        Files.delete(file.getParent());
        Files.createSymbolicLink(file.getParent(), inWork);
        assertThatThrownBy(() -> configuration.read("word"))
                .hasMessageContaining(file.getParent() + " is a link into the working folder");
        Files.delete(strangers);
        Files.delete(inWork);
    }

    /** The user's own name for a folder there counts, and who stands in the home folder stands above all of it. */
    @Test
    void aFolderOfTheWorkingFolderThatIsNamedCounts() throws Exception {
        Path inWork = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "own");
        UserConfiguration own = new UserConfiguration(inWork.resolve("septum"));
        own.write("word", "yes");
        assertThat(own.read("word")).containsExactly("yes");
        Files.delete(own.file("word"));
        Files.delete(own.folder());
        Files.delete(inWork);
    }

    /** Else each stranger's folder would bring its own. */
    @Test
    void aWayThatDependsOnTheWorkingFolderIsNone() {
        for (String way : List.of("cfg", "./cfg", "", "..", "../cfg")) {
            assertThat(Home.isFixed(Path.of(way))).as(way).isFalse();
        }
        assertThat(Home.isFixed(WORKING)).isTrue();
        assertThat(Home.isFixed(WORKING.resolve("missing/folder"))).isTrue();
        if (Files.exists(Path.of("/proc/self/cwd"))) {
            for (String way : List.of(
                    "/proc/self/cwd",
                    "/proc/self/cwd/cfg",
                    "/proc/self/cwd/../cfg",
                    "/dev/fd/3/cfg",
                    "/proc/thread-self/cwd")) {
                assertThat(Home.isFixed(Path.of(way))).as(way).isFalse();
            }
        }
    }
}
