// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;

class BoundedFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsAsMuchAsIsAllowed() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "Hölle");
        assertThat(BoundedFile.text(file, 6)).isEqualTo("Hölle");
        assertThat(BoundedFile.bytes(file, 100)).hasSize(6);
        assertThat(BoundedFile.text(Files.createSymbolicLink(folder.resolve("b"), file), 6))
                .isEqualTo("Hölle");
        assertThatThrownBy(() -> BoundedFile.bytes(file, 5))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        file + ": this file has 6 bytes, allowed are 5; it is damaged, or another file than is meant"
                                + " here");
        try (InputStream in = BoundedFile.stream(file, 6)) {
            assertThat(in.readAllBytes()).hasSize(6);
        }
    }

    @Test
    void missingFilesAreForTheCaller() {
        assertThatThrownBy(() -> BoundedFile.bytes(folder.resolve("a"), 5)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> BoundedFile.bytes(folder, 5))
                .isInstanceOf(UserError.class)
                .hasMessage(folder + ": this is a folder; allowed is a file");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void onlyFilesAreRead() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        for (Path file : new Path[] {pipe, Path.of("/dev/zero")}) {
            assertThatThrownBy(() -> BoundedFile.bytes(file, 5))
                    .isInstanceOf(UserError.class)
                    .hasMessage(file + ": this is a pipe or a device; allowed is a file");
            assertThatThrownBy(() -> BoundedFile.stream(file, 5)).isInstanceOf(UserError.class);
        }
        // Its size is said to be 0.
        Path told = Path.of("/proc/self/status");
        assertThat(BoundedFile.text(told, 1 << 20)).contains("VmHWM");
        assertThatThrownBy(() -> BoundedFile.text(told, 10))
                .hasMessageStartingWith(told + ": this file has more than 10 bytes, allowed are 10;");
        assertThatThrownBy(() -> BoundedFile.stream(told, 10).readAllBytes())
                .hasMessageStartingWith(told + ": this file has more than 10 bytes, allowed are 10;");
    }

    @Test
    void noMemoryIsToldOfTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "abc");
        assertThatThrownBy(() -> BoundedFile.read(file, 5, bytes -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        file + ": there is no memory for what is in this file of 3 bytes; Java may take ");
    }

    @Test
    void theLongestLine() {
        assertThat(BoundedFile.longestLine("")).isZero();
        assertThat(BoundedFile.longestLine("a\nbcd\r\nef")).isEqualTo(3);
        assertThat(BoundedFile.longestLine("a\nbcde")).isEqualTo(4);
    }
}
