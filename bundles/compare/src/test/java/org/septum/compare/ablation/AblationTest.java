// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.ablation.Ablation;
import org.septum.api.ablation.AblationRunner;
import org.septum.api.ablation.AblationRunner.Changed;
import org.septum.api.ablation.AblationRunner.Entry;
import org.septum.api.ablation.AblationRunner.Plan;
import org.septum.api.ablation.AblationRunner.Request;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;
import org.septum.api.run.RunChanges.Changes;
import org.septum.api.run.RunLock;

class AblationTest {

    @TempDir
    private Path runs;

    private final Map<Path, Changes> changes = new HashMap<>();
    private final FakeExperiments experiments = new FakeExperiments();
    private final FakeStopwatch stopwatch = new FakeStopwatch();
    private final LedgeredAblationRunner runner =
            new LedgeredAblationRunner(experiments, stopwatch, this::changesSince);
    private final List<String> progress = new ArrayList<>();

    private Consumer<Entry> told = entry -> {};
    private boolean keepGoing = true;
    private Changed changed = Changed.REFUSED;

    private Changes changesSince(Path run) {
        return changes.getOrDefault(run, new Changes(List.of(), List.of(), List.of()));
    }

    private Plan plan() {
        return runner.plan(request());
    }

    private Request request() {
        return new Request(Path.of("x.yaml"), List.of(), runs, changed, List.of());
    }

    /** Carries an ablation out; each task ends in the next of the states, and leaves what such a run would leave. */
    private Plan run(TaskState... ends) {
        experiments.behaviour = (batch, listener, cancelled) -> {
            for (int i = 0; i < batch.tasks().size(); i++) {
                Executor.Task task = batch.tasks().get(i);
                TaskState end = ends.length == 0 ? TaskState.FINISHED : ends[i];
                leave(directory(task), end);
                listener.changed(task, TaskState.RUNNING, "");
                listener.changed(task, end, end == TaskState.FAILED ? "exit code 4" : "");
            }
        };
        return carryOut();
    }

    private Plan carryOut() {
        AblationRunner.Progress noted = new AblationRunner.Progress() {
            @Override
            public void changed(Plan plan, Entry entry) {
                progress.add(plan.count(TaskState.FINISHED) + " " + entry.variant() + " " + entry.state());
                told.accept(entry);
            }

            @Override
            public void said(Plan plan, Entry entry, String line) {}
        };
        PlannedAblation ablation = new PlannedAblation(experiments, this::changesSince, request());
        return runner.run(ablation, runs, Path.of("septum"), keepGoing, noted);
    }

    private Path directory(Executor.Task task) {
        return plan().entries().stream()
                .filter(entry -> task.name()
                        .startsWith(entry.variant() + "-" + entry.repetition().replace(' ', '-') + "-"))
                .map(Entry::directory)
                .findFirst()
                .orElseThrow();
    }

    private static void leave(Path directory, TaskState state) {
        try {
            Files.createDirectories(directory.resolve("checkpoints"));
            Files.writeString(directory.resolve("status.json"), "{\"status\": \"" + state + "\"}");
            if (state == TaskState.INTERRUPTED) {
                Files.createFile(directory.resolve("checkpoints/resume.safetensors"));
            }
            if (state == TaskState.FINISHED || state == TaskState.INTERRUPTED) {
                Files.writeString(directory.resolve("experiment.yaml"), "name: x\nseed: 1\n");
                Files.writeString(
                        directory.resolve("provenance.json"),
                        "{\"start\": \"2026-11-24T10:00:00Z\", \"end\": \"2026-11-24T10:00:30Z\","
                                + " \"bundles\": [{\"name\": \"org.septum.models\", \"sha256\": \"aa\"}]}");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void plansEveryVariantOfEverySeedAndWritesNothing() throws IOException {
        Plan plan = plan();

        assertThat(plan.entries().stream()
                        .map(entry -> entry.variant() + " " + entry.repetition() + " " + entry.state()))
                .containsExactly(
                        "full seed 1 waiting",
                        "no-skip seed 1 waiting",
                        "full seed 2 waiting",
                        "no-skip seed 2 waiting");
        assertThat(plan.entries().get(1).directory().getParent()).isEqualTo(runs.resolve("x/no-skip"));
        assertThat(plan.entries().get(1).directory().getFileName().toString()).matches("seed-1-[0-9a-f]{8}");
        try (var files = Files.list(runs)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void estimatesWhatIsMissingFromOneMeasurementOfEachVariant() {
        assertThat(runner.estimate(request())).isEqualTo(2 * (100 + 10));
        assertThat(stopwatch.measured).isEqualTo(2);

        run(TaskState.FINISHED, TaskState.FAILED, TaskState.INTERRUPTED, TaskState.FINISHED);

        assertThat(runner.estimate(request())).isEqualTo(100 + 10);
    }

    @Test
    void trainsOnlyWhatIsMissing() throws IOException {
        Plan first = run(TaskState.FINISHED, TaskState.FAILED, TaskState.INTERRUPTED, TaskState.FINISHED);

        assertThat(first.entries().stream().map(Entry::state))
                .containsExactly(TaskState.FINISHED, TaskState.FAILED, TaskState.INTERRUPTED, TaskState.FINISHED);
        assertThat(Ledger.read(runs.resolve("x")).entries()).isEqualTo(first.entries());
        assertThat(progress).startsWith("0 full running", "1 full finished", "1 no-skip running", "1 no-skip failed");

        Plan second = run();

        Path failed = first.entries().get(1).directory();
        Path interrupted = first.entries().get(2).directory();
        List<Executor.Task> tasks = experiments.batches.get(1).tasks();
        assertThat(tasks.get(0).arguments())
                .startsWith("run")
                .containsSequence("--runs", runs.toString(), "--variant", "no-skip", "--overwrite");
        assertThat(Path.of(tasks.get(0).arguments().get(1))).hasContent("model.skip=none\nseed=1");
        assertThat(tasks.get(1).arguments()).containsExactly("resume", interrupted.toString());
        assertThat(tasks).hasSize(2);
        assertThat(failed.getParent().getFileName()).hasToString("no-skip");
        assertThat(second.count(TaskState.FINISHED)).isEqualTo(4);

        run();
        assertThat(experiments.batches).hasSize(2);
    }

    @Test
    void leavesTheLedgerAloneIfTheExecutorRefuses() {
        experiments.behaviour = (batch, listener, cancelled) ->
                batch.tasks().forEach(task -> listener.changed(task, TaskState.WAITING, "job 7"));
        carryOut();
        List<Entry> before = Ledger.read(runs.resolve("x")).entries();
        assertThat(before).extracting(Entry::detail).containsOnly("job 7");

        experiments.behaviour = (batch, listener, cancelled) -> {
            throw new UserError("the job 7 is still there");
        };

        assertThatThrownBy(this::carryOut).hasMessage("the job 7 is still there");
        assertThat(Ledger.read(runs.resolve("x")).entries()).isEqualTo(before);
    }

    @Test
    void refusesASecondProcess() {
        List<String> refused = new ArrayList<>();
        experiments.behaviour = (batch, listener, cancelled) -> {
            try {
                carryOut();
            } catch (UserError e) {
                refused.add(e.getMessage());
            }
        };

        carryOut();

        assertThat(experiments.batches).hasSize(1);
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0)).startsWith(runs.resolve("x/ablation") + ": another process is at work");
    }

    @Test
    void takesARunOfTheSameExperimentUnderAnotherName() {
        run();
        experiments.variants.set(1, new Ablation.Variant("bare", List.of("model.skip=none")));

        Plan renamed = plan();

        assertThat(renamed.count(TaskState.FINISHED)).isEqualTo(4);
        assertThat(renamed.entries().get(1).detail()).isEqualTo("trained as no-skip");
    }

    @Test
    void saysIfRunsWereMadeWithOtherBuilds() {
        Plan first = run();
        assertThat(plan().notes()).isEmpty();

        for (Entry entry : first.entries().subList(0, 3)) {
            changes.put(
                    entry.directory(),
                    new Changes(List.of(), List.of("org.septum.models"), List.of("its record is older")));
        }

        assertThat(plan().notes())
                .containsExactly(
                        "its record is older",
                        "3 runs were made with other builds of org.septum.models than are installed; to train such runs"
                                + " again, remove their folders");
        assertThat(run().count(TaskState.FINISHED)).isEqualTo(4);
        assertThat(experiments.batches).hasSize(1);
    }

    /** One finished run, one that failed, one interrupted, one finished; the data of the first and the third are other now. */
    private List<Path> correctMasks() {
        Plan first = run(TaskState.FINISHED, TaskState.FAILED, TaskState.INTERRUPTED, TaskState.FINISHED);
        List<Path> directories = first.entries().stream().map(Entry::directory).toList();
        for (int i : new int[] {0, 2}) {
            changes.put(
                    directories.get(i), new Changes(List.of("data of p1: labels have changed"), List.of(), List.of()));
        }
        return directories;
    }

    @Test
    void refusesRunsThatWereMadeFromOtherData() throws IOException {
        correctMasks();
        String before = Files.readString(runs.resolve("x/ablation.json"));

        assertThat(plan().changes()).containsExactly("data of p1: labels have changed (full, seed 1; full, seed 2)");
        assertThat(plan().entries().get(0).detail()).isEqualTo("changed: data of p1: labels have changed");
        assertThatThrownBy(this::carryOut)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        runs.resolve("x") + ": 2 runs were made from something else than is there now:\n"
                                + "  - data of p1: labels have changed (full, seed 1; full, seed 2)\nPut back ")
                .hasMessageContaining("--retrain-changed")
                .hasMessageContaining("--accept-changes");
        assertThat(experiments.batches).hasSize(1);
        assertThat(runs.resolve("x/ablation.json")).hasContent(before);
    }

    @Test
    void trainsThemAgainIfAskedTo() {
        List<Path> directories = correctMasks();
        changed = Changed.RETRAINED;

        assertThat(plan().entries().get(0))
                .isEqualTo(new Entry(
                        "full",
                        "seed 1",
                        directories.get(0),
                        TaskState.WAITING,
                        "is trained again: data of p1: labels have changed"));
        Plan second = run();

        List<Executor.Task> tasks = experiments.batches.get(1).tasks();
        assertThat(tasks).hasSize(3);
        assertThat(tasks.get(0).arguments()).startsWith("run").endsWith("--variant", "full", "--overwrite");
        assertThat(tasks.get(2).arguments())
                .as("an interrupted one does not go on with other data")
                .startsWith("run")
                .endsWith("--overwrite");
        assertThat(second.count(TaskState.FINISHED)).isEqualTo(4);
        assertThat(Ledger.read(runs.resolve("x")).acceptedChanges()).isEmpty();
    }

    @Test
    void keepsThemIfAskedToAndRemembersIt() {
        List<Path> directories = correctMasks();
        changed = Changed.ACCEPTED;

        Plan second = run();

        assertThat(second.entries().get(0).detail()).isEqualTo("accepted: data of p1: labels have changed");
        List<Executor.Task> tasks = experiments.batches.get(1).tasks();
        assertThat(tasks).hasSize(2);
        assertThat(tasks.get(1).arguments())
                .containsExactly("resume", directories.get(2).toString(), "--accept-changes");
        assertThat(Ledger.read(runs.resolve("x")).acceptedChanges())
                .containsExactly("data of p1: labels have changed (full, seed 1; full, seed 2)");
    }

    @Test
    void trainsARunOfAnotherVariantsNameAgainUnderItsOwn() {
        Plan first = run();
        experiments.variants.set(1, new Ablation.Variant("bare", List.of("model.skip=none")));
        changes.put(
                first.entries().get(1).directory(),
                new Changes(List.of("split: p1: train -> test"), List.of(), List.of()));
        changed = Changed.RETRAINED;

        run();

        List<String> arguments = experiments.batches.get(1).tasks().get(0).arguments();
        assertThat(arguments).startsWith("run").endsWith("--variant", "bare");
    }

    @Test
    void waitsForARunThatAnotherProcessTrains() {
        Path first = plan().entries().get(0).directory();
        leave(first, TaskState.INTERRUPTED);
        RunLock[] other = {RunLock.take(first)};
        assertThat(plan().entries().get(0).state()).isEqualTo(TaskState.RUNNING);
        experiments.behaviour = (batch, listener, cancelled) -> batch.tasks().forEach(task -> {
            leave(directory(task), TaskState.FINISHED);
            listener.changed(task, TaskState.FINISHED, "");
        });
        told = entry -> {
            if (entry.detail().endsWith("is waited for") && other[0] != null) {
                // The other process saves its state and ends.
                other[0].close();
                other[0] = null;
            }
        };

        Plan end = carryOut();

        assertThat(end.count(TaskState.FINISHED)).isEqualTo(4);
        assertThat(experiments.batches).hasSize(2);
        assertThat(experiments.batches.get(0).tasks()).hasSize(3);
        assertThat(experiments.batches.get(1).tasks().get(0).arguments()).containsExactly("resume", first.toString());
    }

    @Test
    void aTrainingThatGivesWayToAnotherProcessHasNotFailed() {
        Path first = plan().entries().get(0).directory();
        RunLock[] other = new RunLock[1];
        experiments.behaviour = (batch, listener, cancelled) -> {
            if (experiments.batches.size() == 1) {
                leave(first, TaskState.INTERRUPTED);
                other[0] = RunLock.take(first);
                listener.changed(batch.tasks().get(0), TaskState.FAILED, "exit code 2");
                batch.tasks()
                        .subList(1, 4)
                        .forEach(task -> listener.changed(task, TaskState.SKIPPED, "another failed"));
            } else {
                batch.tasks().forEach(task -> {
                    leave(directory(task), TaskState.FINISHED);
                    listener.changed(task, TaskState.FINISHED, "");
                });
            }
        };
        told = entry -> {
            if (entry.detail().endsWith("is waited for")) {
                leave(first, TaskState.FINISHED);
                other[0].close();
            }
        };
        keepGoing = false;

        Plan end = carryOut();

        assertThat(end.count(TaskState.FINISHED)).isEqualTo(4);
        assertThat(experiments.batches.get(1).tasks()).hasSize(3);
        assertThat(progress).noneMatch(line -> line.endsWith("failed"));
    }

    @Test
    void leavesOutVariantsThatAreTheSame() {
        experiments.variants.add(new Ablation.Variant("again", List.of("model.skip=none")));

        assertThat(plan().entries()).hasSize(4);
        assertThat(plan().notes()).containsExactly("'again' is the same experiment as 'no-skip' and is left out");
    }

    @Test
    void namesTheVariantThatIsWrong() {
        experiments.variants.add(new Ablation.Variant("bad", List.of("model.skip=wrong")));

        assertThatThrownBy(this::plan)
                .isInstanceOf(UserError.class)
                .hasMessage("variant 'bad', seed 1: there is no skip 'wrong'");
    }

    @Test
    void refusesADamagedLedger() throws IOException {
        Files.writeString(runs.resolve("ablation.json"), "{\"runs\": [{\"state\": \"done\"}]}");

        assertThatThrownBy(() -> Ledger.read(runs))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("found the state 'done', allowed are [waiting, running, finished");
    }
}
