// SPDX-License-Identifier: Apache-2.0
package org.septum.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "it asks a POSIX shell")
class ShellWordTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "runs/x/base/seed-1-0a1b2c3d",
                "my runs",
                "$(touch pwned)",
                "`id`",
                "a'b\"c",
                "a;b&c|d>e",
                "*",
                "~",
                "#a",
                "!!",
                "a\\b",
                "a\nb",
                "{a,b}",
                "-n"
            })
    void aShellTakesItForThisOneWord(String text) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s|' " + ShellWord.of(text)).start();
        String seen = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        assertThat(seen).isEqualTo(text + "|");
    }

    @Test
    void aPathIsNoOption() {
        assertThat(ShellWord.of(Path.of("-rf"))).isEqualTo("./-rf");
        assertThat(ShellWord.of(Path.of("runs/a"))).isEqualTo("runs/a");
    }
}
