// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;
import org.septum.services.ablation.Ablation;
import org.septum.services.ablation.AblationRunner.Changed;
import org.septum.services.ablation.AblationRunner.Overview;
import org.septum.services.ablation.AblationRunner.Training;
import org.septum.services.run.RunChanges.Changes;

/** Runs of an ablation that were made from something else than is there now. */
class AblationChangesTest extends AblationUnderTest {

    @Test
    void saysIfRunsWereMadeWithOtherBuilds() {
        Overview first = run();
        assertThat(overview().notes()).isEmpty();

        for (Training training : first.trainings().subList(0, 3)) {
            changes.put(
                    training.directory(),
                    new Changes(List.of(), List.of("org.septum.models"), List.of("its record is older")));
        }

        assertThat(overview().notes())
                .containsExactly(
                        "its record is older",
                        "3 runs were made with other builds of org.septum.models than are installed; to train such runs"
                                + " again, remove their folders");
        assertThat(run().count(TaskState.FINISHED)).isEqualTo(4);
        assertThat(experiments.batches).hasSize(1);
    }

    /** One finished run, one that failed, one interrupted, one finished; the data of the first and the third are other now. */
    private List<Path> correctMasks() {
        Overview first = run(TaskState.FINISHED, TaskState.FAILED, TaskState.INTERRUPTED, TaskState.FINISHED);
        List<Path> directories =
                first.trainings().stream().map(Training::directory).toList();
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

        assertThat(overview().changes())
                .containsExactly("data of p1: labels have changed (full, seed 1; full, seed 2)");
        assertThat(overview().trainings().get(0).detail()).isEqualTo("changed: data of p1: labels have changed");
        assertThat(overview().refusal()).startsWith(runs.resolve("x") + ": 2 runs were made from something else");
        assertThatThrownBy(this::carryOut)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        runs.resolve("x") + ": 2 runs were made from something else than is there now:\n"
                                + "  - data of p1: labels have changed (full, seed 1; full, seed 2)\n  Put back ")
                .hasMessageContaining("--retrain-changed")
                .hasMessageContaining("--accept-changes");
        assertThat(experiments.batches).hasSize(1);
        assertThat(runs.resolve("x/ablation.json")).hasContent(before);
    }

    @Test
    void trainsThemAgainIfAskedTo() {
        List<Path> directories = correctMasks();
        changed = Changed.RETRAINED;

        assertThat(overview().refusal()).isEmpty();
        assertThat(overview().trainings().get(0))
                .isEqualTo(new Training(
                        "full",
                        "seed 1",
                        directories.get(0),
                        TaskState.WAITING,
                        "is trained again: data of p1: labels have changed"));
        Overview second = run();

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

        Overview second = run();

        assertThat(second.trainings().get(0).detail()).isEqualTo("accepted: data of p1: labels have changed");
        List<Executor.Task> tasks = experiments.batches.get(1).tasks();
        assertThat(tasks).hasSize(2);
        assertThat(tasks.get(1).arguments())
                .containsExactly("resume", directories.get(2).toString(), "--accept-changes");
        assertThat(Ledger.read(runs.resolve("x")).acceptedChanges())
                .containsExactly("data of p1: labels have changed (full, seed 1; full, seed 2)");
    }

    @Test
    void trainsARunOfAnotherVariantsNameAgainUnderItsOwn() {
        Overview first = run();
        experiments.variants.set(1, new Ablation.Variant("bare", List.of("model.skip=none")));
        changes.put(
                first.trainings().get(1).directory(),
                new Changes(List.of("split: p1: train -> test"), List.of(), List.of()));
        changed = Changed.RETRAINED;

        run();

        List<String> arguments = experiments.batches.get(1).tasks().get(0).arguments();
        assertThat(arguments).startsWith("run").endsWith("--variant", "bare");
    }
}
