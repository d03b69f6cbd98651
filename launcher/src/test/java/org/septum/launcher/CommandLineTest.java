// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.septum.launcher.machine.StartFailure;

class CommandLineTest {

    @Test
    void takesOutPluginPathsAndKeepsTheRestInOrder() throws Exception {
        String[] args = {"--plugins", "a.jar:b", "run", "x.yaml", "--plugins=c", "--set", "model.depth=3"};

        CommandLine line = CommandLine.parse(args, ":");

        assertThat(line.plugins()).containsExactly(Path.of("a.jar"), Path.of("b"), Path.of("c"));
        assertThat(line.arguments()).containsExactly("run", "x.yaml", "--set", "model.depth=3");
        assertThat(line.command()).isEqualTo("run");
    }

    @Test
    void refusesPluginsWithoutAPath() {
        assertThatThrownBy(() -> CommandLine.parse(new String[] {"run", "--plugins"}, ":"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("--plugins needs a jar or a folder, or several joined by ':'.");
    }
}
