// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
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
    private final Path folder;
    private final Listener listener;
    private final boolean keepGoing;
    private final List<Followed> tasks = new ArrayList<>();
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
        this.folder = folder;
        this.listener = listener;
        this.keepGoing = batch.keepGoing();
        batch.tasks().forEach(task -> tasks.add(new Followed(tasks.size(), task)));
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
        tasks.forEach(task -> task.told("job " + job));
        while (open().findAny().isPresent()) {
            stopping = stopping || cancel.getAsBoolean();
            cancel();
            pause.run();
            Optional<Map<Integer, String>> queued = ask();
            open().forEach(task -> task.look(queued));
        }
    }

    private Stream<Followed> open() {
        return tasks.stream().filter(task -> !task.ended);
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
            } else if (!stopping && failed && !keepGoing && !cancelledPending) {
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
        open().findFirst().ifPresent(task -> task.told("job " + job + detail));
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

    /** A task of the array. */
    private final class Followed {

        private final int index;
        private final Task task;
        private final LogEnd log;
        private TaskState state = TaskState.WAITING;
        private boolean ended;
        private int missed;

        Followed(int index, Task task) {
            this.index = index;
            this.task = task;
            this.log = LogEnd.from(task.log());
        }

        void told(String detail) {
            listener.changed(task, state, detail);
        }

        void look(Optional<Map<Integer, String>> queued) {
            OptionalInt code = code(folder, index);
            if (code.isPresent()) {
                ExitCode exit = new ExitCode(code.getAsInt());
                end(exit.state(), exit.detail(log));
            } else if (queued.isEmpty()) {
                return;
            } else if (!queued.get().containsKey(index)) {
                missed++;
                if (missed >= PATIENCE_POLLS) {
                    lost();
                }
            } else if (queued.get().get(index).equals("RUNNING")) {
                if (state == TaskState.WAITING) {
                    state = TaskState.RUNNING;
                    told("job " + job + "_" + index);
                }
                listener.said(task, log.lastLine());
            }
        }

        /** It has gone without an exit code: cancelled, by whomever, or killed. */
        private void lost() {
            boolean begun = state == TaskState.RUNNING;
            if (stopping) {
                end(begun ? TaskState.INTERRUPTED : TaskState.WAITING, "cancelled");
                return;
            }
            if (!begun && cancelledPending) {
                end(TaskState.SKIPPED, "another training failed; --keep-going goes on");
                return;
            }
            String said = slurm.ended(job, index);
            String what = "the job " + job + "_" + index + " ended without an exit code: " + meaning(said);
            if (said.startsWith("CANCELLED")) {
                end(begun ? TaskState.INTERRUPTED : TaskState.SKIPPED, what);
            } else {
                end(TaskState.FAILED, what + "; the same command goes on where it stopped");
            }
        }

        private void end(TaskState how, String detail) {
            ended = true;
            state = how;
            failed |= how == TaskState.FAILED;
            told(detail);
        }
    }
}
