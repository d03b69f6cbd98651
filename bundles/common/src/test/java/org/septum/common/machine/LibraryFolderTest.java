// SPDX-License-Identifier: Apache-2.0
package org.septum.common.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Native libraries are not loaded from where somebody else may have put them. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LibraryFolderTest {

    @TempDir
    private Path temporary;

    private Path cache;

    @BeforeEach
    void make() throws Exception {
        cache = Files.createDirectories(temporary.resolve(".javacpp-user/cache"));
    }

    @Test
    void aFolderOfOnesOwnAmongTheTemporaryFilesWillDo() {
        assertThat(LibraryFolder.obstacle(cache, temporary)).isEmpty();
    }

    @Test
    void whatLiesElsewhereIsTheUsersOwn() {
        Path other = Path.of("/usr");
        assertThat(LibraryFolder.obstacle(cache, other)).isEmpty();
    }

    @Test
    void oneThatEverybodyMayWriteIntoWillNot() throws Exception {
        Path above = cache.getParent();
        Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(LibraryFolder.obstacle(cache, temporary).orElseThrow())
                .isEqualTo("native libraries would be unpacked into " + cache + ", and everybody may write into "
                        + above.toRealPath() + ", so that another program could be there in their place; name a folder"
                        + " of your own with SEPTUM_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=FOLDER");
    }

    @Test
    void oneOfSomebodyElseWillNot() throws Exception {
        assumeTrue((int) Files.getAttribute(temporary, "unix:uid") == 0, "only root can give a folder away");
        Files.setAttribute(cache.getParent(), "unix:uid", 12345);
        assertThat(LibraryFolder.obstacle(cache, temporary).orElseThrow())
                .contains(cache.getParent().toRealPath() + " belongs to 12345");
    }
}
