// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.ablation.Executor;

class ShellScriptTest {

    /** What a shell would take for something else. */
    private static final List<String> ODD = List.of("a b", "it's", "$HOME", "`id`", "\"q\"", "x\\y", "*", "é", "");

    @TempDir
    private Path folder;

    /** The tool is not everywhere; where changes are checked it is. */
    @Test
    void passesShellcheck() throws Exception {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "shellcheck"))),
                "there is no shellcheck");
        Path script = Files.writeString(folder.resolve("job.sh"), script(Path.of("/my septum/launcher/septum")));

        Process check = new ProcessBuilder("shellcheck", "--severity=warning", script.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(check.inputReader().lines()).isEmpty();
        assertThat(check.waitFor()).isZero();
    }

    @Test
    void givesTheProgramTheArgumentsAsTheyAre() throws Exception {
        Path program = Files.writeString(
                folder.resolve("my 'program'"), "#!/bin/sh\nfor argument; do printf '<%s>' \"$argument\"; done\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path script = Files.writeString(folder.resolve("job.sh"), script(program));

        Process job = new ProcessBuilder("sh", script.toString()).start();

        assertThat(job.waitFor()).isZero();
        assertThat(Files.readString(folder.resolve("odd log.txt"))).isEqualTo("<" + String.join("><", ODD) + ">");
        assertThat(folder.resolve("task-0.code")).hasContent("0");
    }

    private String script(Path program) {
        Executor.Task task = new Executor.Task("odd", ODD, folder.resolve("odd log.txt"));
        Executor.Batch batch = new Executor.Batch(
                "odd", folder, program, List.of(task), true, List.of(), Set.of("PATH", "SEPTUM_UNSET"));
        return ShellScript.array(batch, folder, "TASK").replace("case $TASK", "TASK=0\ncase $TASK");
    }
}
