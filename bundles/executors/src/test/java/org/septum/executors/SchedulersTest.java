// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.Arguments;
import org.septum.api.Factory;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;

class SchedulersTest {

    @TempDir
    private Path folder;

    private final Recorder recorder = new Recorder();

    /** A Slurm that answers by a script: the states of each poll, and the exit codes that appear with it. */
    private final class ScriptedSlurm extends SlurmCommands {
        final Deque<Runnable> polls = new ArrayDeque<>();
        final List<String> calls = new ArrayList<>();
        Map<Integer, String> states = Map.of();
        String end = "OUT_OF_MEMORY";
        boolean refusesToCancel;

        /** A poll that Slurm's controller does not answer. */
        ScriptedSlurm silence(String... codes) {
            poll(Map.of(), codes);
            Runnable leaves = polls.removeLast();
            polls.add(() -> {
                leaves.run();
                throw new WiringError("squeue failed with 1: Unable to contact slurm controller");
            });
            return this;
        }

        ScriptedSlurm poll(Map<Integer, String> now, String... codes) {
            polls.add(() -> {
                states = now;
                for (String code : codes) {
                    String[] parts = code.split("=");
                    write("slurm/task-" + parts[0] + ".code", parts[1]);
                }
            });
            return this;
        }

        @Override
        String submit(List<String> options, String script) {
            calls.add(String.join(" ", options).replace(folder.toString(), "F"));
            return "77";
        }

        @Override
        Map<Integer, String> queued(String job) {
            if (!polls.isEmpty()) {
                polls.remove().run();
            }
            return states;
        }

        @Override
        Map<String, List<Integer>> inFolder(String name, Path place) {
            calls.add("in " + place.toString().replace(folder.toString(), "F") + " by " + name);
            Map<String, List<Integer>> jobs = new LinkedHashMap<>();
            if (!states.isEmpty()) {
                jobs.put("77", new ArrayList<>(states.keySet()));
            }
            return jobs;
        }

        @Override
        String ended(String job, int task) {
            return end;
        }

        @Override
        void cancel(String job, boolean onlyPending) {
            if (refusesToCancel) {
                refusesToCancel = false;
                throw new WiringError("scancel failed with 1: Unable to contact slurm controller");
            }
            calls.add("cancel " + job + (onlyPending ? " pending" : ""));
        }
    }

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
        ScriptedSlurm slurm = new ScriptedSlurm()
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
        ScriptedSlurm slurm = new ScriptedSlurm().poll(Map.of(0, "RUNNING", 1, "RUNNING"));
        slurm.polls.add(() -> {
            write("t0.log", "septum: of an earlier command\nepoch 1\nepoch 2");
            write("t1.log", "septum: the disk is full\nepoch 7 of somebody else");
            write("slurm/task-0.code", "137");
            write("slurm/task-1.code", "4");
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
        ScriptedSlurm slurm = new ScriptedSlurm()
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
        ScriptedSlurm slurm =
                new ScriptedSlurm().poll(Map.of(0, "RUNNING", 1, "PENDING")).poll(Map.of(), "0=4");

        follow(slurm, false, "a", "b");

        assertThat(slurm.calls).endsWith("cancel 77 pending");
        assertThat(recorder.changes).endsWith("t1 skipped another training failed; --keep-going goes on");
    }

    @Test
    void cancelsEverythingOnCtrlCEvenIfSlurmDoesNotAnswerAtFirst() {
        ScriptedSlurm slurm = new ScriptedSlurm()
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
        ScriptedSlurm slurm = new ScriptedSlurm()
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
        ScriptedSlurm slurm = new ScriptedSlurm();

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
        ScriptedSlurm slurm = new ScriptedSlurm();
        Executor.Batch batch = Recorder.batch(folder, Path.of("septum"), false, "a", "b", "c");
        slurm(slurm, false).execute(batch, recorder, () -> false);
        slurm.states = Map.of(0, "COMPLETING", 1, "RUNNING", 2, "PENDING");
        write("slurm/task-0.code", "0");
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
    void turnsOptionsIntoThoseOfSbatch() {
        SlurmFactory factory = new SlurmFactory();
        Arguments arguments = Arguments.of(
                factory.options(),
                Map.of("time", "1:00", "gpus", "1", "account", "heart", "at-once", 2, "nodelist", "node[1-4]"));

        SlurmOptions options = SlurmOptions.of(arguments).with(List.of("--nice"));

        assertThat(options.training())
                .containsExactly(
                        "--no-requeue",
                        "--cpus-per-task=4",
                        "--gpus=1",
                        "--time=1:00",
                        "--account=heart",
                        "--nodelist=node[1-4]",
                        "--nice");
        assertThat(options.comparison())
                .containsExactly("--time=1:00", "--account=heart", "--nodelist=node[1-4]", "--nice");
        assertThat(options.atOnce()).isEqualTo("%2");
        assertThat(factory.create(arguments)).isInstanceOf(SlurmExecutor.class);
        if (!Files.exists(Path.of("/usr/bin/sbatch"))) {
            assertThatThrownBy(() -> new SlurmCommands().submit(List.of(), "x.sh"))
                    .isInstanceOf(WiringError.class)
                    .hasMessageStartingWith("the executor slurm needs sbatch, which cannot be started:");
        }
    }

    @Test
    void writesAnIndexedJobForKubernetes() {
        kubernetes(Map.of("SEPTUM_IMAGE", "registry/septum:1", "SEPTUM_CLAIM", "of-the-environment"))
                .execute(given(List.of("claim=work")), recorder, () -> false);

        assertThat(folder.resolve("job.yaml"))
                .content()
                .contains(
                        "kind: Job",
                        "name: batch\n",
                        "image: \"registry/septum:1\"",
                        "completionMode: Indexed",
                        "completions: 2",
                        "parallelism: 2")
                .contains("command: [sh, \"" + folder.resolve("array.sh") + "\"]", "claimName: \"work\"");
        assertThat(folder.resolve("array.sh")).content().contains("case $JOB_COMPLETION_INDEX in");
        assertThat(recorder.states.values()).containsOnly(TaskState.WAITING);
    }

    private static KubernetesExecutor kubernetes(Map<String, String> environment) {
        return new KubernetesExecutor(2, "4Gi", 8, environment);
    }

    private Executor.Batch given(List<String> options) {
        Executor.Batch batch = Recorder.batch(folder, Path.of("septum"), false, "a", "b");
        return new Executor.Batch(batch.name(), folder, batch.program(), batch.tasks(), false, options, Set.of());
    }

    /** Each would make sbatch run something else, or read it from a file, if it came there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    slurm | options | /path/evil.sh
                    slurm | options | --export=ALL,LD_PRELOAD=/path/evil.so
                    slurm | partition | main --wrap=x
                    slurm | partition | --wrap=x
                    slurm | account | a/../b
                    slurm | nodelist | /path/nodes
                    slurm | nodelist | ./nodes
                    slurm | exclude | -w
                    slurm | time | 1:00 evil.sh
                    slurm | gpus | a100:1,/path
                    slurm | constraint | --wrap
                    slurm | memory | 1G;id
                    slurm | qos | $(id)
                    slurm | reservation | `id`
                    slurm | job-name | x
                    slurm | prolog | /path/evil.sh
                    kubernetes | image | evil
                    kubernetes | claim | evil
                    kubernetes | command | evil
                    kubernetes | service-account | admin
                    kubernetes | memory | "1Gi, x: y"
                    local | program | evil
                    """)
    void takesNothingOfAnExperimentThatCouldNameAProgram(String type, String option, String value) {
        Factory<?> factory = switch (type) {
            case "slurm" -> new SlurmFactory();
            case "kubernetes" -> new KubernetesFactory();
            default -> new LocalFactory();
        };
        assertThatThrownBy(() -> Arguments.of(factory.options(), Map.of(option, value)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(option);
        assertThatThrownBy(() -> Arguments.of(factory.options(), Map.of(option, List.of(value))))
                .isInstanceOf(UserError.class);
        assertThatThrownBy(() -> Arguments.of(factory.options(), Map.of(option, "main\n#SBATCH --wrap=x")))
                .isInstanceOf(UserError.class);
    }

    @Test
    void refusesOptionsOfTheCommandLineThatAreNone() {
        ScriptedSlurm slurm = new ScriptedSlurm();
        for (String option : List.of("evil.sh", "-", "--", "", "/path/evil.sh", "--=x")) {
            assertThatThrownBy(() -> slurm(slurm, true).execute(given(List.of(option)), recorder, () -> false))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("--executor-option " + option + ": this is no option of sbatch");
        }
        assertThat(slurm.calls).isEmpty();
        assertThatThrownBy(() -> new LocalExecutor(1, 1).execute(given(List.of("--nice")), recorder, () -> false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the executor local is no scheduler");
        for (String option : List.of("command=evil", "image", "--image=x")) {
            assertThatThrownBy(() -> kubernetes(Map.of()).execute(given(List.of(option)), recorder, () -> false))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("the executor kubernetes takes image=NAME and claim=NAME");
        }
        assertThatThrownBy(() -> kubernetes(Map.of("SEPTUM_CLAIM", "work"))
                        .execute(given(List.of("image=a\"\nb")), recorder, () -> false))
                .hasMessageContaining("which is no such name");
        assertThatThrownBy(() ->
                        kubernetes(Map.of("SEPTUM_CLAIM", "work")).execute(given(List.of()), recorder, () -> false))
                .hasMessageContaining("give --executor-option image=NAME, or set SEPTUM_IMAGE");
        assertThat(recorder.changes).isEmpty();
        assertThat(folder.resolve("job.yaml")).doesNotExist();
    }

    @Test
    void refusesFoldersThatBreakLines() {
        for (String name : List.of("a\n#SBATCH --wrap=x", "a\rb", "a\u001bb")) {
            Executor.Batch batch = Recorder.batch(folder.resolve(name), Path.of("septum"), false, "a");
            assertThatThrownBy(() -> slurm(new ScriptedSlurm(), true).execute(batch, recorder, () -> false))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("has a line break or another control character");
            assertThatThrownBy(() -> kubernetes(Map.of("SEPTUM_IMAGE", "i", "SEPTUM_CLAIM", "c"))
                            .execute(batch, recorder, () -> false))
                    .isInstanceOf(UserError.class);
        }
    }

    /** What Slurm's daemon opens, and the script, as the folder of the records was received. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void writesThroughNoLinkOfItsFolder(@TempDir Path victim) throws IOException {
        Path scripts = folder.resolve("slurm");
        Files.createSymbolicLink(scripts, victim);
        assertThatThrownBy(() -> follow(new ScriptedSlurm(), true, "a"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(scripts + " is a link to " + victim);

        Files.delete(scripts);
        Path link = Files.createSymbolicLink(Files.createDirectory(scripts).resolve("77_0.out"), victim.resolve("new"));
        ScriptedSlurm slurm = new ScriptedSlurm();
        assertThatThrownBy(() -> follow(slurm, true, "a"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(link + " is a link to " + victim);
        assertThat(slurm.calls).noneMatch(call -> call.contains("--array"));
        assertThat(victim).isEmptyDirectory();
    }
}
