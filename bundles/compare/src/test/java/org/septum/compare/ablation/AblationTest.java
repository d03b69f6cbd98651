// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;
import org.septum.common.run.RunLock;
import org.septum.services.ablation.Ablation;
import org.septum.services.ablation.AblationRunner.Overview;
import org.septum.services.ablation.AblationRunner.Training;

/** What an ablation trains, and what it waits for. */
class AblationTest extends AblationUnderTest {

    @Test
    void plansEveryVariantOfEverySeedAndWritesNothing() throws IOException {
        Overview overview = overview();

        assertThat(overview.trainings().stream()
                        .map(training -> training.variant() + " " + training.repetition() + " " + training.state()))
                .containsExactly(
                        "full seed 1 waiting",
                        "no-skip seed 1 waiting",
                        "full seed 2 waiting",
                        "no-skip seed 2 waiting");
        assertThat(overview.trainings().get(1).directory().getParent()).isEqualTo(runs.resolve("x/no-skip"));
        assertThat(overview.trainings().get(1).directory().getFileName().toString())
                .matches("seed-1-[0-9a-f]{8}");
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
        Overview first = run(TaskState.FINISHED, TaskState.FAILED, TaskState.INTERRUPTED, TaskState.FINISHED);

        assertThat(first.trainings().stream().map(Training::state))
                .containsExactly(TaskState.FINISHED, TaskState.FAILED, TaskState.INTERRUPTED, TaskState.FINISHED);
        assertThat(Ledger.read(runs.resolve("x")).trainings()).isEqualTo(first.trainings());
        assertThat(progress).startsWith("0 full running", "1 full finished", "1 no-skip running", "1 no-skip failed");

        Overview second = run();

        Path failed = first.trainings().get(1).directory();
        Path interrupted = first.trainings().get(2).directory();
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
        List<Training> before = Ledger.read(runs.resolve("x")).trainings();
        assertThat(before).extracting(Training::detail).containsOnly("job 7");

        experiments.behaviour = (batch, listener, cancelled) -> {
            throw new UserError("the job 7 is still there");
        };

        assertThatThrownBy(this::carryOut).hasMessage("the job 7 is still there");
        assertThat(Ledger.read(runs.resolve("x")).trainings()).isEqualTo(before);
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

        Overview renamed = overview();

        assertThat(renamed.count(TaskState.FINISHED)).isEqualTo(4);
        assertThat(renamed.trainings().get(1).detail()).isEqualTo("trained as no-skip");
    }

    @Test
    void waitsForARunThatAnotherProcessTrains() {
        Path first = overview().trainings().get(0).directory();
        leave(first, TaskState.INTERRUPTED);
        RunLock[] other = {RunLock.take(first)};
        assertThat(overview().trainings().get(0).state()).isEqualTo(TaskState.RUNNING);
        experiments.behaviour = (batch, listener, cancelled) -> batch.tasks().forEach(task -> {
            leave(directory(task), TaskState.FINISHED);
            listener.changed(task, TaskState.FINISHED, "");
        });
        told = training -> {
            if (training.detail().endsWith("is waited for") && other[0] != null) {
                // The other process saves its state and ends.
                other[0].close();
                other[0] = null;
            }
        };

        Overview end = carryOut();

        assertThat(end.count(TaskState.FINISHED)).isEqualTo(4);
        assertThat(experiments.batches).hasSize(2);
        assertThat(experiments.batches.get(0).tasks()).hasSize(3);
        assertThat(experiments.batches.get(1).tasks().get(0).arguments()).containsExactly("resume", first.toString());
    }

    @Test
    void aTrainingThatGivesWayToAnotherProcessHasNotFailed() {
        Path first = overview().trainings().get(0).directory();
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
        told = training -> {
            if (training.detail().endsWith("is waited for")) {
                leave(first, TaskState.FINISHED);
                other[0].close();
            }
        };
        keepGoing = false;

        Overview end = carryOut();

        assertThat(end.count(TaskState.FINISHED)).isEqualTo(4);
        assertThat(experiments.batches.get(1).tasks()).hasSize(3);
        assertThat(progress).noneMatch(line -> line.endsWith("failed"));
    }

    @Test
    void leavesOutVariantsThatAreTheSame() {
        experiments.variants.add(new Ablation.Variant("again", List.of("model.skip=none")));

        assertThat(overview().trainings()).hasSize(4);
        assertThat(overview().notes()).containsExactly("'again' is the same experiment as 'no-skip' and is left out");
    }

    @Test
    void namesTheVariantThatIsWrong() {
        experiments.variants.add(new Ablation.Variant("bad", List.of("model.skip=wrong")));

        assertThatThrownBy(this::overview)
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

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void neitherRecordsNorTrainingsGoThroughALink(@TempDir Path victim) throws IOException {
        Path profile = Files.writeString(victim.resolve("profile"), "mine");
        Path records = Files.createDirectories(runs.resolve("x")).resolve("ablation");
        Path run = overview().trainings().get(0).directory();
        for (Path link : List.of(records, run, run.getParent())) {
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, victim);
            assertThatThrownBy(() -> run(TaskState.FINISHED))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(link + " is a link to " + victim);
            Files.delete(link);
            Files.deleteIfExists(run.getParent());
        }
        run();
        Path log = experiments.batches.get(0).tasks().get(0).log();
        Files.delete(runs.resolve("x/ablation.json"));
        Files.deleteIfExists(log);
        Files.createSymbolicLink(log, profile);
        leave(run, TaskState.INTERRUPTED);
        assertThatThrownBy(() -> run(TaskState.FINISHED))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(log + " is a link to " + profile);
        assertThat(profile).hasContent("mine");
        try (var files = Files.list(victim)) {
            assertThat(files).containsExactly(profile);
        }
    }
}
