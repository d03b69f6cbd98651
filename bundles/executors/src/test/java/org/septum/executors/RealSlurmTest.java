// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.UserError;
import org.septum.api.ablation.TaskState;

/**
 * Submits small scripts to a Slurm whose one node is this machine, as {@code .ci/slurm} sets one up; skipped where there is
 * none, so that no cluster is bothered by a build.
 */
class RealSlurmTest {

    @TempDir
    private Path folder;

    private Path program;
    private final Recorder recorder = new Recorder();

    @BeforeAll
    static void slurm() throws Exception {
        String nodes = "";
        try {
            Process sinfo =
                    new ProcessBuilder("sinfo", "--noheader", "--states=idle,mixed,allocated", "--format=%n").start();
            nodes = new String(sinfo.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            // No Slurm is installed.
        }
        String here = InetAddress.getLocalHost().getHostName();
        Assumptions.assumeTrue(nodes.equals(here), "there is no Slurm whose one node is this machine");
    }

    /** Prints its first argument and exits with it, ends itself without an exit code, or waits for the end. */
    @BeforeEach
    void program() throws IOException {
        program = Files.writeString(
                folder.resolve("program"),
                "#!/bin/sh\necho \"said $1\"\n[ \"$1\" = die ] && kill -KILL $PPID\n[ \"$1\" = wait ] && exec sleep 600\n"
                        + "exit \"$1\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private void execute(List<String> options, BooleanSupplier cancelled, boolean keepGoing, String... commands) {
        SlurmOptions all = new SlurmOptions(options, List.of(), "");
        new SlurmExecutor(new SlurmCommands(), all, true, 0.2)
                .execute(Recorder.batch(folder, program, keepGoing, commands), recorder, cancelled);
    }

    @Test
    void carriesOutAnArray() {
        execute(List.of("--no-requeue"), () -> false, true, "0", "4", "130", "die");

        assertThat(recorder.states.values())
                .containsExactly(TaskState.FINISHED, TaskState.FAILED, TaskState.INTERRUPTED, TaskState.FAILED);
        assertThat(recorder.changes)
                .anyMatch(change -> change.equals("t1 failed exit code 4: said 4 (" + folder.resolve("t1.log") + ")"))
                .anyMatch(change -> change.matches("t3 failed the job \\d+_3 ended without an exit code: \\w+; .*"));
        assertThat(folder.resolve("t0.log")).hasContent("said 0");
    }

    /** In the name of a file for a job's output, Slurm replaces % and takes a backslash for an order not to. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"50% %A it's \"q\" $HOME,\\d+_0\\.out", "C:\\runs %A,%A_%a\\.out"})
    void takesFoldersAndLocalesAsTheyAre(String name, String output) throws IOException {
        folder = Files.createDirectory(folder.resolve(name));
        Files.writeString(program, "#!/bin/sh\necho \"said $1 ${LC_ALL:-none}\"\nexit \"$1\"\n");

        execute(List.of(), () -> false, true, "0");

        assertThat(recorder.changes).endsWith("t0 finished");
        assertThat(folder.resolve("t0.log"))
                .hasContent("said 0 " + System.getenv().getOrDefault("LC_ALL", "none"));
        try (Stream<Path> files = Files.list(folder.resolve("slurm"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".out")))
                    .singleElement()
                    .asString()
                    .matches(output);
        }
    }

    @Test
    void refusesASecondSubmissionWhileOneWaitsAndCancelsItOnCtrlC() {
        Recorder second = new Recorder();
        BooleanSupplier submitAgain = () -> {
            assertThatThrownBy(() -> new SlurmExecutor(
                                    new SlurmCommands(), new SlurmOptions(List.of(), List.of(), ""), true, 0.2)
                            .execute(Recorder.batch(folder, program, true, "0", "0"), second, () -> false))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("of this ablation is still there, with 2 trainings");
            return true;
        };

        execute(List.of("--hold"), submitAgain, true, "0", "0");

        assertThat(second.changes).isEmpty();
        assertThat(recorder.changes).endsWith("t0 waiting cancelled", "t1 waiting cancelled");

        execute(List.of(), () -> false, true, "0", "0");
        assertThat(recorder.states.values()).containsOnly(TaskState.FINISHED);
    }

    @Test
    void interruptsWhatRuns() {
        execute(List.of(), () -> recorder.states.containsValue(TaskState.RUNNING), true, "wait");

        assertThat(recorder.states.values()).containsExactly(TaskState.INTERRUPTED);
        assertThat(recorder.changes.get(1)).matches("t0 running job \\d+_0");
    }
}
