// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFilesTest {

    @TempDir
    private Path folder;

    @Test
    void writesInItsFolder() {
        new OutputFiles(folder).write("page.html", new byte[] {1, 2});
        new OutputFiles(folder).write("page.html", new byte[] {3});
        assertThat(folder.resolve("page.html")).hasBinaryContent(new byte[] {3});
        assertThat(folder).isDirectoryContaining("glob:**/page.html");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../page.html", "a/page.html", "/page.html", "", "."})
    void writesNowhereElse(String name) throws Exception {
        Files.createDirectory(folder.resolve("a"));
        assertThatThrownBy(() -> new OutputFiles(folder).write(name, new byte[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "' is no name of a file in " + folder);
    }
}
