// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.GrowingFile;
import org.septum.common.run.RunLock;
import org.septum.services.ablation.AblationRunner.Overview;
import org.septum.services.ablation.AblationRunner.Progress;
import org.septum.services.ablation.AblationRunner.Training;

/** Keeps the trainings and the ledger of an ablation while they change. */
final class Board implements Executor.Listener {

    private static final long PAUSE_MILLISECONDS = 200;

    private final PlannedAblation ablation;
    private final List<Training> trainings;
    private final Progress progress;
    private final Map<Executor.Task, Integer> tasks = new LinkedHashMap<>();
    /** What has had its turn. */
    private final Set<Integer> done = new HashSet<>();

    Board(PlannedAblation ablation, Progress progress) {
        this.ablation = ablation;
        this.trainings = new ArrayList<>(ablation.overview().trainings());
        this.progress = progress;
    }

    Overview overview() {
        return ablation.overview(trainings);
    }

    void record() {
        new Ledger(ablation.ablation.baseline(), trainings, ablation.accepted()).write(ablation.folder);
    }

    /**
     * The trainings whose turn it is: what has not finished, nobody trains, and has not been tried.
     *
     * @param records where their experiments are written down, so that what is trained does not change while it waits
     * @param runs the folder of all runs
     */
    List<Executor.Task> open(Path records, Path runs) {
        tasks.clear();
        for (int i = 0; i < trainings.size(); i++) {
            TaskState state = trainings.get(i).state();
            if (state != TaskState.FINISHED && state != TaskState.RUNNING && !done.contains(i)) {
                PlannedRun run = ablation.runs.get(i);
                Path file = records.resolve(run.taskName() + ".yaml");
                AtomicFile.write(file, run.experiment().resolved());
                Path log = records.resolve(run.taskName() + ".log");
                GrowingFile.check(log); // the training's process will append to it
                tasks.put(new Executor.Task(run.taskName(), run.arguments(file, runs), log), i);
                put(i, TaskState.WAITING, trainings.get(i).detail());
            }
        }
        return List.copyOf(tasks.keySet());
    }

    private void put(int index, TaskState state, String detail) {
        Training old = trainings.get(index);
        trainings.set(index, new Training(old.variant(), old.repetition(), old.directory(), state, detail));
    }

    @Override
    public void changed(Executor.Task task, TaskState state, String detail) {
        int index = tasks.get(task);
        if (state == TaskState.FAILED && RunLock.isTaken(trainings.get(index).directory())) {
            // Somebody else has begun to train it before its turn came.
            put(index, TaskState.RUNNING, "another process trains it");
        } else {
            put(index, state, detail);
        }
        record();
        progress.changed(overview(), trainings.get(index));
    }

    @Override
    public void said(Executor.Task task, String line) {
        progress.said(overview(), trainings.get(tasks.get(task)), line);
    }

    /**
     * Looks at what an executor has left.
     *
     * @return whether trainings are open that may be carried out once others' trainings have ended
     */
    boolean goesOn(boolean keepGoing) {
        boolean failed = tasks.values().stream().anyMatch(i -> trainings.get(i).state() == TaskState.FAILED);
        for (int i : tasks.values()) {
            TaskState state = trainings.get(i).state();
            // One that was skipped though none failed gave way to another process's training.
            if (state != TaskState.RUNNING && (state != TaskState.SKIPPED || failed)) {
                done.add(i);
            }
        }
        return !others().isEmpty() && (keepGoing || !failed);
    }

    private List<Integer> others() {
        return IntStream.range(0, trainings.size())
                .filter(i -> trainings.get(i).state() == TaskState.RUNNING)
                .boxed()
                .toList();
    }

    /**
     * Waits until no other process trains any of the runs.
     *
     * @return false if it was cancelled meanwhile
     */
    boolean awaitOthers(BooleanSupplier cancelled) {
        for (int i : others()) {
            put(i, TaskState.RUNNING, "another process trains it, and is waited for");
            progress.changed(overview(), trainings.get(i));
            while (RunLock.isTaken(trainings.get(i).directory())) {
                if (cancelled.getAsBoolean() || !paused()) {
                    return false;
                }
            }
            trainings.set(i, ablation.runs.get(i).training());
            record();
            progress.changed(overview(), trainings.get(i));
        }
        return true;
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
