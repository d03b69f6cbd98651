// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.ablation.Ablation;
import org.septum.api.ablation.AblationRunner;
import org.septum.api.ablation.AblationRunner.Entry;
import org.septum.api.ablation.AblationRunner.Plan;
import org.septum.api.ablation.AblationRunner.Request;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;

class AblationTest {

    @TempDir
    private Path runs;

    private InstalledBundles bundles = new InstalledBundles(Map.of("org.septum.models", Set.of("aa")));
    private final FakeExperiments experiments = new FakeExperiments();
    private final FakeStopwatch stopwatch = new FakeStopwatch();
    private final LedgeredAblationRunner runner = new LedgeredAblationRunner(experiments, stopwatch, () -> bundles);
    private final List<String> progress = new ArrayList<>();

    private Plan plan() {
        return runner.plan(request());
    }

    private Request request() {
        return new Request(Path.of("x.yaml"), List.of(), runs);
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
        AblationRunner.Progress told = new AblationRunner.Progress() {
            @Override
            public void changed(Plan plan, Entry entry) {
                progress.add(plan.count(TaskState.FINISHED) + " " + entry.variant() + " " + entry.state());
            }

            @Override
            public void said(Plan plan, Entry entry, String line) {}
        };
        PlannedAblation ablation = new PlannedAblation(experiments, bundles, request());
        return runner.run(ablation, runs, Path.of("septum"), true, told);
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
            if (state == TaskState.FINISHED) {
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
    void saysIfRunsWereMadeWithOtherBundles() {
        run();
        assertThat(plan().notes()).isEmpty();

        bundles = new InstalledBundles(Map.of("org.septum.models", Set.of("bb"), "org.septum.new", Set.of("cc")));

        assertThat(plan().notes())
                .containsExactly("4 finished runs were made with other builds of org.septum.models than are installed;"
                        + " remove their folders to train them again");
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
