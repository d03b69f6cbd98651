// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.septum.api.UserError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;
import org.septum.api.report.AtomicFile;

/**
 * Submits all tasks as one job array and follows it. Each task leaves its exit code in a file, so its end is known whether
 * or not Slurm keeps accounts.
 */
final class SlurmExecutor implements Executor {

    /** On a shared file system a file may be seen some seconds after the job that wrote it has gone. */
    private static final int PATIENCE_POLLS = 3;

    /** Holds the number of the last array that was submitted. */
    private static final String JOB = "job";

    private final SlurmCommands slurm;
    private final List<String> options;
    private final String atOnce;
    private final boolean wait;
    private final double pollSeconds;

    /**
     * @param options of sbatch
     * @param atOnce a limit as sbatch writes it, {@code %4}, or nothing
     */
    SlurmExecutor(SlurmCommands slurm, List<String> options, String atOnce, boolean wait, double pollSeconds) {
        this.slurm = slurm;
        this.options = options;
        this.atOnce = atOnce;
        this.wait = wait;
        this.pollSeconds = pollSeconds;
    }

    @Override
    public void execute(Batch batch, Listener listener, BooleanSupplier cancelled) {
        Path folder = batch.folder().toAbsolutePath().resolve("slurm");
        refuseWhileQueued(folder);
        empty(folder);
        Path script = folder.resolve("array.sh");
        AtomicFile.write(script, ShellScript.array(batch, folder, "SLURM_ARRAY_TASK_ID"));
        List<String> all = new ArrayList<>(List.of(
                "--job-name=" + batch.name(),
                "--array=0-" + (batch.tasks().size() - 1) + atOnce,
                "--output=" + folder.resolve("%A_%a.out")));
        all.addAll(options);
        String job = slurm.submit(all, script.toString());
        AtomicFile.write(folder.resolve(JOB), job + "\n");
        if (wait) {
            follow(job, batch, folder, listener, cancelled);
            // Slurm may show ended tasks for some seconds more, but nothing is trained twice now.
            forget(folder);
        } else {
            handOver(job, batch, folder, listener);
        }
    }

    /** An earlier submission, left to Slurm or outlived by its jobs, may still train what would be trained again. */
    private void refuseWhileQueued(Path folder) {
        String job;
        try {
            job = Files.readString(folder.resolve(JOB)).strip();
        } catch (IOException e) {
            return;
        }
        int tasks = slurm.queued(job).size();
        if (tasks > 0) {
            throw new UserError("Slurm's job " + job + " of this ablation is still there, with " + tasks
                    + " trainings waiting or running; wait until it has gone from 'squeue --jobs=" + job
                    + "', or cancel it with 'scancel " + job + "', and then give the same command again");
        }
    }

    private static void forget(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(JOB));
        } catch (IOException e) {
            throw new UserError(folder.resolve(JOB) + ": cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** The exit codes of an earlier batch must not be taken for this one's. */
    private static void empty(Path folder) {
        try {
            Files.createDirectories(folder);
            try (var files = Files.newDirectoryStream(folder, "task-*.code")) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UserError(folder + ": the folder for Slurm's scripts cannot be prepared: " + e.getMessage(), e);
        }
    }

    private void handOver(String job, Batch batch, Path folder, Listener listener) {
        Path script = folder.resolve("compare.sh");
        Path runs = batch.folder().toAbsolutePath().getParent();
        AtomicFile.write(
                script,
                "#!/bin/sh\n# Compares the runs of the ablation; made by Septum.\nexec "
                        + ShellScript.quoted(batch.program().toString()) + " compare "
                        + ShellScript.quoted(runs.toString()) + "\n");
        String after = slurm.submit(
                List.of(
                        "--job-name=" + batch.name() + "-compare",
                        "--dependency=afterany:" + job,
                        "--output=" + folder.resolve("compare.out")),
                script.toString());
        batch.tasks()
                .forEach(task ->
                        listener.changed(task, TaskState.WAITING, "job " + job + ", then compared by job " + after));
    }

    private void follow(String job, Batch batch, Path folder, Listener listener, BooleanSupplier cancelled) {
        int count = batch.tasks().size();
        List<TaskState> states = new ArrayList<>(Collections.nCopies(count, TaskState.WAITING));
        int[] missed = new int[count];
        boolean stopping = false;
        boolean failed = false;
        for (int open = count; open > 0; ) {
            if (!stopping && cancelled.getAsBoolean()) {
                stopping = true;
                slurm.cancel(job, false);
            }
            pause();
            Map<Integer, String> queued = slurm.queued(job);
            for (int i = 0; i < count; i++) {
                if (states.get(i) != TaskState.WAITING && states.get(i) != TaskState.RUNNING) {
                    continue;
                }
                Task task = batch.tasks().get(i);
                OptionalInt code = code(folder, i);
                TaskState before = states.get(i);
                if (code.isPresent()) {
                    ExitCode exit = new ExitCode(code.getAsInt());
                    states.set(i, exit.state());
                    listener.changed(task, exit.state(), exit.detail(task.log()));
                } else if (queued.containsKey(i)) {
                    show(task, queued.get(i), job + "_" + i, states, i, listener);
                } else if (++missed[i] >= PATIENCE_POLLS) {
                    states.set(i, lost(before, stopping || failed && !batch.keepGoing()));
                    listener.changed(task, states.get(i), reason(job, i, states.get(i)));
                }
                boolean ended = states.get(i) != TaskState.WAITING && states.get(i) != TaskState.RUNNING;
                open -= ended ? 1 : 0;
                if (states.get(i) == TaskState.FAILED && !failed) {
                    failed = true;
                    if (!batch.keepGoing()) {
                        slurm.cancel(job, true);
                    }
                }
            }
        }
    }

    private static void show(
            Task task, String state, String job, List<TaskState> states, int index, Listener listener) {
        if (!state.equals("RUNNING")) {
            return;
        }
        if (states.get(index) == TaskState.WAITING) {
            states.set(index, TaskState.RUNNING);
            listener.changed(task, TaskState.RUNNING, "job " + job);
        }
        listener.said(task, LastLine.of(task.log()));
    }

    /** A task that has gone without an exit code: never begun if it was cancelled while it waited, otherwise killed. */
    private static TaskState lost(TaskState before, boolean cancelled) {
        if (before == TaskState.WAITING && cancelled) {
            return TaskState.SKIPPED;
        }
        return cancelled ? TaskState.INTERRUPTED : TaskState.FAILED;
    }

    private String reason(String job, int task, TaskState state) {
        if (state != TaskState.FAILED) {
            return "cancelled";
        }
        String said = slurm.ended(job, task);
        return "the job " + job + "_" + task + " ended without an exit code"
                + (said.isEmpty() ? ": it was killed, or its node failed" : ": " + said)
                + "; the same command goes on where it stopped";
    }

    private static OptionalInt code(Path folder, int task) {
        Path file = folder.resolve("task-" + task + ".code");
        try {
            String text = Files.exists(file) ? Files.readString(file).strip() : "";
            return text.matches("\\d{1,3}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    private void pause() {
        try {
            Thread.sleep((long) (pollSeconds * 1000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
