// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.ablation.Executor.Batch;
import org.septum.api.ablation.Executor.Listener;
import org.septum.api.ablation.Executor.Task;
import org.septum.api.ablation.TaskState;
import org.septum.common.files.BoundedFile;

/**
 * Follows a submitted job array to its end. Each task leaves its exit code in a file, so its end is known whether or not
 * Slurm keeps accounts. While Slurm does not answer, its jobs go on, and so does this.
 */
final class JobArray {

    /** On a shared file system a file may be seen some seconds after the job that wrote it has gone. */
    private static final int PATIENCE_POLLS = 3;

    private final SlurmCommands slurm;
    private final String job;
    private final Batch batch;
    private final Path folder;
    private final Listener listener;
    private final List<LogEnd> logs;
    private final List<TaskState> states;
    private final boolean[] ended;
    private final int[] missed;
    private boolean answers = true;
    private boolean stopping;
    private boolean failed;
    private boolean cancelledAll;
    private boolean cancelledPending;

    /**
     * @param job its number
     * @param folder where the tasks leave their exit codes
     */
    JobArray(SlurmCommands slurm, String job, Batch batch, Path folder, Listener listener) {
        this.slurm = slurm;
        this.job = job;
        this.batch = batch;
        this.folder = folder;
        this.listener = listener;
        int count = batch.tasks().size();
        logs = batch.tasks().stream().map(task -> LogEnd.from(task.log())).toList();
        states = new ArrayList<>(Collections.nCopies(count, TaskState.WAITING));
        ended = new boolean[count];
        missed = new int[count];
    }

    /** The exit code that a task has left in a folder; empty if it has not come to its end. */
    static OptionalInt code(Path folder, int task) {
        Path file = folder.resolve("task-" + task + ".code");
        try {
            String text = Files.exists(file) ? BoundedFile.text(file, 100).strip() : "";
            return text.matches("\\d{1,3}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
        } catch (IOException | UserError e) {
            return OptionalInt.empty();
        }
    }

    /**
     * Returns when all tasks have ended.
     *
     * @param cancel asked before each poll; once it says yes, the job is cancelled
     * @param pause what is done between two polls
     */
    void follow(BooleanSupplier cancel, Runnable pause) {
        batch.tasks().forEach(task -> listener.changed(task, TaskState.WAITING, "job " + job));
        while (!allEnded()) {
            stopping = stopping || cancel.getAsBoolean();
            cancel();
            pause.run();
            Optional<Map<Integer, String>> queued = ask();
            for (int i = 0; i < ended.length; i++) {
                if (!ended[i]) {
                    look(i, queued);
                }
            }
        }
    }

    private boolean allEnded() {
        for (boolean each : ended) {
            if (!each) {
                return false;
            }
        }
        return true;
    }

    /** What Slurm has of the job; empty if it does not answer. */
    private Optional<Map<Integer, String>> ask() {
        try {
            Map<Integer, String> queued = slurm.queued(job);
            if (!answers) {
                answers = true;
                tell("; Slurm answers again");
            }
            return Optional.of(queued);
        } catch (WiringError e) {
            silent(e);
            return Optional.empty();
        }
    }

    /** Has Slurm end what should not go on; if it does not answer, it is told again at the next poll. */
    private void cancel() {
        try {
            if (stopping && !cancelledAll) {
                slurm.cancel(job, false);
                cancelledAll = true;
            } else if (!stopping && failed && !batch.keepGoing() && !cancelledPending) {
                slurm.cancel(job, true);
                cancelledPending = true;
            }
        } catch (WiringError e) {
            silent(e);
        }
    }

    private void silent(WiringError error) {
        if (answers) {
            answers = false;
            tell("; Slurm does not answer and is asked again: " + error.getMessage());
        }
    }

    /** Tells what concerns all open tasks with the first of them. */
    private void tell(String detail) {
        for (int i = 0; i < ended.length; i++) {
            if (!ended[i]) {
                listener.changed(batch.tasks().get(i), states.get(i), "job " + job + detail);
                return;
            }
        }
    }

    private void look(int index, Optional<Map<Integer, String>> queued) {
        Task task = batch.tasks().get(index);
        OptionalInt code = code(folder, index);
        if (code.isPresent()) {
            ExitCode exit = new ExitCode(code.getAsInt());
            end(index, exit.state(), exit.detail(logs.get(index)));
        } else if (queued.isEmpty()) {
            return;
        } else if (!queued.get().containsKey(index)) {
            missed[index]++;
            if (missed[index] >= PATIENCE_POLLS) {
                lost(index);
            }
        } else if (queued.get().get(index).equals("RUNNING")) {
            if (states.get(index) == TaskState.WAITING) {
                states.set(index, TaskState.RUNNING);
                listener.changed(task, TaskState.RUNNING, "job " + job + "_" + index);
            }
            listener.said(task, logs.get(index).lastLine());
        }
    }

    /** A task that has gone without an exit code: cancelled, by whomever, or killed. */
    private void lost(int index) {
        boolean begun = states.get(index) == TaskState.RUNNING;
        if (stopping) {
            end(index, begun ? TaskState.INTERRUPTED : TaskState.WAITING, "cancelled");
            return;
        }
        if (!begun && cancelledPending) {
            end(index, TaskState.SKIPPED, "another training failed; --keep-going goes on");
            return;
        }
        String said = slurm.ended(job, index);
        String what = "the job " + job + "_" + index + " ended without an exit code: " + meaning(said);
        if (said.startsWith("CANCELLED")) {
            end(index, begun ? TaskState.INTERRUPTED : TaskState.SKIPPED, what);
        } else {
            end(index, TaskState.FAILED, what + "; the same command goes on where it stopped");
        }
    }

    /** What Slurm's word for the end of a job says. */
    private static String meaning(String said) {
        return switch (said) {
            case "" -> "it was killed, or its node failed";
            case "OUT_OF_MEMORY" ->
                said + ", it needed more memory than the job has; the executor's 'memory' gives it more";
            case "TIMEOUT" -> said + ", it took longer than the executor's 'time'";
            default -> said;
        };
    }

    private void end(int index, TaskState state, String detail) {
        ended[index] = true;
        states.set(index, state);
        failed |= state == TaskState.FAILED;
        listener.changed(batch.tasks().get(index), state, detail);
    }
}
