// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.common.run.RunFolders;

/** Folders are made, or what is in the way is named. */
class OutputFolderTest {

    @TempDir
    private Path temporary;

    @Test
    void makesWhatIsMissing() {
        Path folder = temporary.resolve("runs/x/base");
        assertThat(OutputFolder.make(folder)).isEqualTo(folder).isDirectory();
        assertThat(OutputFolder.make(folder)).isEqualTo(folder);
    }

    @Test
    void namesALinkToNothing() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("runs"), Path.of("gone"));
        Path folder = link.resolve("x/base");
        assertThatThrownBy(() -> OutputFolder.make(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(folder + ": the folder cannot be made: " + link
                        + " is a link to gone, which is not there; make that folder, or take the link away");
        assertThat(RunFolders.notARun(link)).hasMessage(link + ": this is a link to gone, which is not there");
        Files.createDirectory(temporary.resolve("gone"));
        assertThat(OutputFolder.make(folder)).isDirectory();
    }

    @Test
    void namesAFile() throws IOException {
        Path file = Files.createFile(temporary.resolve("runs"));
        assertThatThrownBy(() -> OutputFolder.make(file.resolve("x")))
                .hasMessage(file.resolve("x") + ": the folder cannot be made: " + file + " is a file");
    }
}
