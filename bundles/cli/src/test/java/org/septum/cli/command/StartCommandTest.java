// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class StartCommandTest {

    @TempDir
    Path home;

    @Test
    void isTheScriptUnlessThePathFindsIt() throws Exception {
        Path script = home.resolve("launcher/septum");
        Files.createDirectories(script.getParent());
        Files.writeString(script, "");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Path elsewhere = Path.of("/nowhere");
        assertThat(StartCommand.word(home.toString(), "/bin", home)).isEqualTo("launcher/septum");
        assertThat(StartCommand.word(home.toString(), "/bin", elsewhere)).isEqualTo(script.toString());
        assertThat(StartCommand.word(home.toString(), "/bin" + File.pathSeparator + script.getParent(), elsewhere))
                .isEqualTo("septum");
        assertThat(StartCommand.word(null, "/bin", elsewhere)).isEqualTo("septum");
    }
}
