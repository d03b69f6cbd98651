// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;

/** What is asked of Slurm, and how its answers are taken. */
class SlurmExecutorTest {

    @TempDir
    private Path folder;

    private final Recorder recorder = new Recorder();

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Paths as Slurm tells them. */
    @BeforeEach
    void real() throws IOException {
        folder = folder.toRealPath();
    }

    private SlurmExecutor slurm(SlurmCommands commands, boolean wait) {
        SlurmOptions options = new SlurmOptions(List.of("--cpus-per-task=2"), List.of("--account=heart"), "%3");
        return new SlurmExecutor(commands, options, wait, 0.001);
    }

    private void follow(ScriptedSlurm slurm, boolean keepGoing, String... commands) {
        slurm(slurm, true)
                .execute(Recorder.batch(folder, Path.of("septum"), keepGoing, commands), recorder, () -> false);
    }

    @Test
    void followsAJobArray() {
        ScriptedSlurm slurm = new ScriptedSlurm(folder)
                .poll(Map.of(0, "PENDING", 1, "PENDING", 2, "PENDING"))
                .poll(Map.of(0, "RUNNING", 1, "RUNNING", 2, "PENDING"))
                .poll(Map.of(1, "RUNNING", 2, "RUNNING"), "0=0")
                .poll(Map.of(), "1=130");

        follow(slurm, true, "a", "b", "c");

        assertThat(slurm.calls)
                .containsExactly(
                        "in F/slurm by batch",
                        "--cpus-per-task=2 --job-name=batch --chdir=F/slurm --array=0-2%3 --output=F/slurm/%A_%a.out");
        assertThat(recorder.changes)
                .containsExactly(
                        "t0 waiting job 77",
                        "t1 waiting job 77",
                        "t2 waiting job 77",
                        "t0 running job 77_0",
                        "t1 running job 77_1",
                        "t0 finished",
                        "t2 running job 77_2",
                        "t1 interrupted",
                        "t2 failed the job 77_2 ended without an exit code: OUT_OF_MEMORY, it needed more memory than"
                                + " the job has; the executor's 'memory' gives it more; the same command goes on where it"
                                + " stopped");
    }

    @Test
    void tellsAKilledTaskFromOneThatFailed() {
        write("t0.log", "septum: of an earlier command\nepoch 1");
        ScriptedSlurm slurm = new ScriptedSlurm(folder).poll(Map.of(0, "RUNNING", 1, "RUNNING"));
        slurm.polls.add(() -> {
            write("t0.log", "septum: of an earlier command\nepoch 1\nepoch 2");
            write("t1.log", "septum: the disk is full\nepoch 7 of somebody else");
            slurm.leave(0, "137");
            slurm.leave(1, "4");
        });

        follow(slurm, true, "a", "b");

        assertThat(recorder.changes.get(4))
                .startsWith("t0 failed was killed by signal 9 (SIGKILL), most likely for want of memory (a smaller ")
                .endsWith("; its last line was: epoch 2 (" + folder.resolve("t0.log")
                        + "); the same command goes on where it stopped");
        assertThat(recorder.changes.get(5))
                .isEqualTo("t1 failed exit code 4: the disk is full (" + folder.resolve("t1.log") + ")");
    }

    @Test
    void goesOnWhileSlurmDoesNotAnswer() {
        ScriptedSlurm slurm = new ScriptedSlurm(folder)
                .poll(Map.of(0, "RUNNING", 1, "PENDING"))
                .silence()
                .silence("0=0")
                .silence()
                .silence()
                .poll(Map.of(1, "RUNNING"))
                .poll(Map.of(), "1=0");

        follow(slurm, false, "a", "b");

        assertThat(recorder.changes)
                .containsExactly(
                        "t0 waiting job 77",
                        "t1 waiting job 77",
                        "t0 running job 77_0",
                        "t0 running job 77; Slurm does not answer and is asked again: squeue failed with 1: Unable to"
                                + " contact slurm controller",
                        "t0 finished",
                        "t1 waiting job 77; Slurm answers again",
                        "t1 running job 77_1",
                        "t1 finished");
    }

    @Test
    void cancelsWhatWaitsAfterAFailure() {
        ScriptedSlurm slurm = new ScriptedSlurm(folder)
                .poll(Map.of(0, "RUNNING", 1, "PENDING"))
                .poll(Map.of(), "0=4");

        follow(slurm, false, "a", "b");

        assertThat(slurm.calls).endsWith("cancel 77 pending");
        assertThat(recorder.changes).endsWith("t1 skipped another training failed; --keep-going goes on");
    }

    @Test
    void cancelsEverythingOnCtrlCEvenIfSlurmDoesNotAnswerAtFirst() {
        ScriptedSlurm slurm = new ScriptedSlurm(folder)
                .poll(Map.of(0, "RUNNING", 1, "PENDING"))
                .poll(Map.of(0, "RUNNING", 1, "PENDING"))
                .poll(Map.of());
        slurm.refusesToCancel = true;

        slurm(slurm, true)
                .execute(
                        Recorder.batch(folder, Path.of("septum"), false, "a", "b"),
                        recorder,
                        () -> recorder.states.containsValue(TaskState.RUNNING));

        assertThat(slurm.calls.stream().filter(call -> call.startsWith("cancel")))
                .containsExactly("cancel 77");
        assertThat(recorder.changes).endsWith("t0 interrupted cancelled", "t1 waiting cancelled");
    }

    @Test
    void doesNotStopTheOthersIfSomebodyCancelsOne() {
        ScriptedSlurm slurm = new ScriptedSlurm(folder)
                .poll(Map.of(0, "RUNNING", 1, "PENDING", 2, "PENDING"))
                .poll(Map.of(2, "RUNNING"))
                .poll(Map.of(2, "RUNNING"))
                .poll(Map.of(2, "RUNNING"))
                .poll(Map.of(), "2=0");
        slurm.end = "CANCELLED";

        follow(slurm, false, "a", "b", "c");

        assertThat(recorder.changes)
                .endsWith(
                        "t0 interrupted the job 77_0 ended without an exit code: CANCELLED",
                        "t1 skipped the job 77_1 ended without an exit code: CANCELLED",
                        "t2 finished");
        assertThat(slurm.calls).noneMatch(call -> call.startsWith("cancel"));
    }

    @Test
    void leavesTheJobsToSlurmWithAComparisonAfterThem() throws IOException {
        ScriptedSlurm slurm = new ScriptedSlurm(folder);

        slurm(slurm, false)
                .execute(
                        Recorder.batch(folder.resolve("x/ablation"), Path.of("septum"), false, "a"),
                        recorder,
                        () -> false);

        assertThat(slurm.calls.get(2))
                .isEqualTo("--account=heart --job-name=batch-compare --chdir=F/x/ablation/slurm"
                        + " --dependency=afterany:77 --output=F/x/ablation/slurm/compare.out");
        assertThat(recorder.changes).containsExactly("t0 waiting job 77, then compared by job 77");
        assertThat(folder.resolve("x/ablation/slurm/compare.sh"))
                .content()
                .endsWith("exec septum compare " + folder.resolve("x") + "\n");
    }

    @Test
    void submitsNothingWhileAnEarlierSubmissionIsInSlurm() {
        ScriptedSlurm slurm = new ScriptedSlurm(folder);
        Executor.Batch batch = Recorder.batch(folder, Path.of("septum"), false, "a", "b", "c");
        slurm(slurm, false).execute(batch, recorder, () -> false);
        slurm.states = Map.of(0, "COMPLETING", 1, "RUNNING", 2, "PENDING");
        slurm.leave(0, "0");
        recorder.changes.clear();

        assertThatThrownBy(() -> slurm(slurm, true).execute(batch, recorder, () -> false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("job 77 of this ablation is still there, with 2 trainings")
                .hasMessageContaining("scancel 77");
        assertThat(slurm.calls).hasSize(4);
        assertThat(recorder.changes).isEmpty();

        slurm.states = Map.of(0, "COMPLETING");
        slurm(slurm, false).execute(batch, recorder, () -> false);
        assertThat(slurm.calls).hasSize(7);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for a POSIX shell")
    void writesAScriptThatRunsOneTaskAndKeepsItsExitCode() throws Exception {
        Path program =
                Files.writeString(folder.resolve("program"), "#!/bin/sh\necho \"$1|$2|$OMP_NUM_THREADS\"\nexit 4\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Path script = Files.writeString(
                folder.resolve("array.sh"),
                ShellScript.array(Recorder.batch(folder, program, false, "a", "it's"), folder, "NUMBER"));
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString());
        builder.environment().put("NUMBER", "1");
        builder.environment().put("SLURM_CPUS_PER_TASK", "3");

        assertThat(builder.start().waitFor()).isEqualTo(4);
        assertThat(folder.resolve("t1.log")).hasContent("it's|x y|3");
        assertThat(folder.resolve("task-1.code")).hasContent("4");
    }

    @Test
    void refusesFoldersThatBreakLines() {
        boolean unicode = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
        for (String control :
                unicode ? List.of("\n", "\r", "\u001b", "\u0085", "\u009b", "\u2028") : List.of("\n", "\r")) {
            assertThatThrownBy(() -> ShellScript.checkPath(Path.of("/a" + control + "b")))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("'/a?b' has a line break or another control character");
        }
        Executor.Batch batch = Recorder.batch(folder.resolve("a\n#SBATCH --wrap=x"), Path.of("septum"), false, "a");
        assertThatThrownBy(() -> slurm(new ScriptedSlurm(folder), true).execute(batch, recorder, () -> false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has a line break");
    }

    /** What Slurm's daemon opens, and the script, as the folder of the records was received. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void writesThroughNoLinkOfItsFolder(@TempDir Path victim) throws IOException {
        Path scripts = folder.resolve("slurm");
        Files.createSymbolicLink(scripts, victim);
        assertThatThrownBy(() -> follow(new ScriptedSlurm(folder), true, "a"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(scripts + " is a link to " + victim);

        Files.delete(scripts);
        Path link = Files.createSymbolicLink(Files.createDirectory(scripts).resolve("77_0.out"), victim.resolve("new"));
        ScriptedSlurm slurm = new ScriptedSlurm(folder);
        assertThatThrownBy(() -> follow(slurm, true, "a"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(link + " is a link to " + victim);
        assertThat(slurm.calls).noneMatch(call -> call.contains("--array"));
        assertThat(victim).isEmptyDirectory();
    }
}
