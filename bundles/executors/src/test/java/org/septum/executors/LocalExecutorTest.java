// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the program that stands in for Septum is a shell script")
class LocalExecutorTest {

    @TempDir
    private Path folder;

    private Path program;
    private final Recorder recorder = new Recorder();

    /** Exits with its first argument, or waits to be ended. */
    @BeforeEach
    void program() throws IOException {
        program = Files.writeString(
                folder.resolve("program"),
                "#!/bin/sh\necho \"$1|$2|$OMP_NUM_THREADS|$SEPTUM_JAVA_OPTS|$SEPTUM_ENDS_WITH\"\ncase $1 in\n"
                        + "wait) exec sleep 600 ;;\nslow) sleep 1; exit 0 ;;\n"
                        + "reading) trap '' TERM; cat; exit 130 ;;\n"
                        + "killed) kill -KILL $$ ;;\nmessage) echo 'septum: no data'; echo later; exit 2 ;;\n"
                        + "esac\nexit \"$1\"\n",
                StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private void execute(int processes, boolean keepGoing, String... commands) {
        new LocalExecutor(processes, 8)
                .execute(Recorder.batch(folder, program, keepGoing, commands), recorder, () -> false);
    }

    @Test
    void dividesTheCoresAmongSeveralProcesses() throws IOException {
        execute(4, false, "slow", "slow", "0");

        assertThat(recorder.states.values()).containsOnly(TaskState.FINISHED);
        assertThat(recorder.most).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("t0.log")).strip())
                .startsWith("slow|x y|2|-XX:ActiveProcessorCount=2");
        assertThat(recorder.sayings).anyMatch(line -> line.startsWith("slow|x y|2|"));
    }

    @Test
    void stopsAtTheFirstFailure() {
        execute(1, false, "0", "4", "0");

        assertThat(recorder.changes.get(3))
                .startsWith("t1 failed exit code 4: 4|x y|8|")
                .endsWith("t1.log)");
        assertThat(recorder.changes.get(4)).isEqualTo("t2 skipped another training failed; --keep-going goes on");
    }

    @Test
    void goesOnAfterAFailureIfAskedTo() {
        execute(1, true, "4", "130", "0");

        assertThat(recorder.states.values())
                .containsExactly(TaskState.FAILED, TaskState.INTERRUPTED, TaskState.FINISHED);
    }

    @Test
    void stopsRunningProcessesWhenItIsCancelled() {
        new LocalExecutor(2, 2)
                .execute(
                        Recorder.batch(folder, program, false, "wait", "wait", "0"),
                        recorder,
                        () -> recorder.states.size() == 2);

        assertThat(recorder.changes).containsExactly("t0 running", "t1 running", "t0 interrupted", "t1 interrupted");
    }

    /** The program does not heed SIGTERM, which on some systems there is not. */
    @Test
    void theEndOfItsInputTellsAProcessToStop() {
        new LocalExecutor(1, 2)
                .execute(
                        Recorder.batch(folder, program, false, "reading"),
                        recorder,
                        () -> recorder.sayings.stream()
                                .anyMatch(line -> line.startsWith("reading|x y|2|-XX:ActiveProcessorCount=2")
                                        && line.endsWith("|input")));

        assertThat(recorder.changes).containsExactly("t0 running", "t0 interrupted");
    }

    @Test
    void leavesNoProcessBehindWhenItsListenerThrows() {
        // Told by their command lines, they would be missed while they are not yet what they are to be.
        List<ProcessHandle> others = ProcessHandle.current().children().toList();
        List<ProcessHandle> children = new ArrayList<>();
        Recorder throwing = new Recorder() {
            @Override
            public void changed(Executor.Task task, TaskState state, String detail) {
                super.changed(task, state, detail);
                if (states.size() == 2) {
                    ProcessHandle.current()
                            .children()
                            .filter(child -> !others.contains(child))
                            .forEach(children::add);
                    throw new UserError("the disk is full");
                }
            }
        };

        assertThatThrownBy(() -> new LocalExecutor(2, 2)
                        .execute(Recorder.batch(folder, program, false, "wait", "wait"), throwing, () -> false))
                .hasMessage("the disk is full");
        assertThat(children).hasSize(2).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void saysWhatEndedAProcess() throws IOException {
        Files.writeString(folder.resolve("t1.log"), "septum: of an earlier command\n");

        execute(1, true, "killed", "message", "139");

        assertThat(recorder.changes.get(1))
                .startsWith("t0 failed was killed by signal 9 (SIGKILL), most likely for want of memory (a smaller ")
                .contains("; its last line was: killed|x y|8|");
        assertThat(recorder.changes.get(3))
                .isEqualTo("t1 failed exit code 2: no data (" + folder.resolve("t1.log") + ")");
        assertThat(recorder.changes.get(5))
                .startsWith("t2 failed was killed by signal 11 (SIGSEGV): Java itself crashed");
    }

    @Test
    void saysIfTheProgramCannotBeStarted() {
        Path missing = folder.resolve("no");

        assertThatThrownBy(() -> new LocalExecutor(1, 1)
                        .execute(Recorder.batch(folder, missing, false, "0"), recorder, () -> false))
                .isInstanceOf(WiringError.class)
                .hasMessageStartingWith("the executor local cannot start " + missing);
    }
}
