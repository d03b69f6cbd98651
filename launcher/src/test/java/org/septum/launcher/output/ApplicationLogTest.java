// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The application's log is a file of its own. */
class ApplicationLogTest {

    @TempDir
    private Path folder;

    @Test
    void growsAndBeginsAnewWhenItIsLarge() throws IOException {
        Path log = folder.resolve("a/septum.log");
        ApplicationLog.append(log, "one\n");
        ApplicationLog.append(log, "two\n");
        assertThat(log).hasContent("one\ntwo\n");
        Files.write(log, new byte[(4 << 20) + 1]);
        ApplicationLog.append(log, "three\n");
        assertThat(log).hasContent("three\n");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void isNoLinkAndNoPipe() throws Exception {
        Path victim = Files.write(folder.resolve("victim"), new byte[(4 << 20) + 1]);
        Path log = folder.resolve("septum.log");
        for (Path target : new Path[] {victim, folder.resolve("new")}) {
            Files.createSymbolicLink(log, target);
            assertThatThrownBy(() -> ApplicationLog.append(log, "x"))
                    .isInstanceOf(IOException.class)
                    .hasMessage(log + " is no file");
            Files.delete(log);
        }
        assertThat(victim).hasSize((4 << 20) + 1);
        assertThat(folder.resolve("new")).doesNotExist();
        assertThat(new ProcessBuilder("mkfifo", log.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> ApplicationLog.append(log, "x")).hasMessage(log + " is no file");
    }
}
