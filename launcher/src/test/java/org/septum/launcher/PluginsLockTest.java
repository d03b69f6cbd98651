// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        assertThatCode(() -> anyone.check(jar)).doesNotThrowAnyException();
        Files.writeString(lock, ABC + "  plugins/a.jar\n");
        assertThatCode(() -> anyone.check(jar)).doesNotThrowAnyException();
        Files.writeString(lock, "00  a.jar\n");
        assertThatThrownBy(() -> anyone.check(jar)).hasMessageContaining(ABC + ", but " + lock + " has 00");
        Files.writeString(lock, ABC + "  b.jar\n");
        assertThatThrownBy(() -> anyone.check(jar)).hasMessageContaining("does not list it");
    }

    @Test
    void aLockCanBeRequired() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("a.jar");
        Files.writeString(jar, "abc");
        PluginsLock required = new PluginsLock(true);
        assertThatThrownBy(() -> required.check(jar))
                .hasMessageContaining("there is no " + folder.resolve("plugins.lock"))
                .hasMessageContaining(ABC);
        assertThat(PluginsLock.write(List.of(jar))).containsExactly(folder.resolve("plugins.lock"));
        assertThat(folder.resolve("plugins.lock")).hasContent(ABC + "  a.jar");
        assertThatCode(() -> required.check(jar)).doesNotThrowAnyException();
    }
}
