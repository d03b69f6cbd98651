// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;
import org.septum.services.ablation.AblationRunner;
import org.septum.services.ablation.AblationRunner.Changed;
import org.septum.services.ablation.AblationRunner.Overview;
import org.septum.services.ablation.AblationRunner.Request;
import org.septum.services.ablation.AblationRunner.Training;
import org.septum.services.run.RunChanges.Changes;

/** An ablation of two variants and two seeds whose trainings leave what the test says. */
abstract class AblationUnderTest {

    @TempDir
    Path runs;

    final Map<Path, Changes> changes = new HashMap<>();
    final FakeExperiments experiments = new FakeExperiments();
    final FakeStopwatch stopwatch = new FakeStopwatch();
    final LedgeredAblationRunner runner = new LedgeredAblationRunner(experiments, stopwatch, this::changesSince);
    final List<String> progress = new ArrayList<>();

    Consumer<Training> told = training -> {};
    boolean keepGoing = true;
    Changed changed = Changed.REFUSED;

    Changes changesSince(Path run) {
        return changes.getOrDefault(run, new Changes(List.of(), List.of(), List.of()));
    }

    Overview overview() {
        return runner.overview(request());
    }

    Request request() {
        return new Request(Path.of("x.yaml"), List.of(), runs, changed, List.of());
    }

    /** Carries an ablation out; each task ends in the next of the states, and leaves what such a run would leave. */
    Overview run(TaskState... ends) {
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

    Overview carryOut() {
        AblationRunner.Progress noted = new AblationRunner.Progress() {
            @Override
            public void changed(Overview overview, Training training) {
                progress.add(overview.count(TaskState.FINISHED) + " " + training.variant() + " " + training.state());
                told.accept(training);
            }

            @Override
            public void said(Overview overview, Training training, String line) {}
        };
        PlannedAblation ablation = new PlannedAblation(experiments, this::changesSince, request());
        return runner.run(ablation, runs, Path.of("septum"), keepGoing, noted);
    }

    Path directory(Executor.Task task) {
        return overview().trainings().stream()
                .filter(training -> task.name()
                        .startsWith(
                                training.variant() + "-" + training.repetition().replace(' ', '-') + "-"))
                .map(Training::directory)
                .findFirst()
                .orElseThrow();
    }

    static void leave(Path directory, TaskState state) {
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
}
