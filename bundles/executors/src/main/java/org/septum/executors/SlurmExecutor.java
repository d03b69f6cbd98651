// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.septum.api.UserError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.OwnFolder;
import org.septum.common.text.ShellWord;
import org.septum.common.text.Words;

/**
 * Submits all tasks as one job array and follows it. The job's working directory is a folder of the ablation's own, by which
 * Slurm itself knows the ablation's jobs: nothing has to be remembered that a killed process could not have written.
 */
record SlurmExecutor(SlurmCommands slurm, SlurmOptions options, boolean waits, double pollSeconds) implements Executor {

    @Override
    public void execute(Batch batch, Listener listener, BooleanSupplier cancelled) {
        SlurmOptions all = options.with(batch.options());
        Path folder = make(batch.folder().resolve("slurm"));
        ShellScript.checkPath(folder);
        refuseWhileQueued(batch.name(), folder);
        empty(folder);
        Path script = folder.resolve("array.sh");
        AtomicFile.write(script, ShellScript.array(batch, folder, "SLURM_ARRAY_TASK_ID"));
        // After the user's, since the last one counts.
        List<String> ours = List.of(
                "--job-name=" + batch.name(),
                "--chdir=" + folder,
                "--array=0-" + (batch.tasks().size() - 1) + all.atOnce(),
                "--output=" + inside(folder, "%A_%a.out"));
        String job = slurm.submit(SlurmOptions.both(all.training(), ours), script.toString());
        if (waits) {
            new JobArray(slurm, job, batch, folder, listener).follow(cancelled, this::pause);
        } else {
            handOver(job, all, batch, folder, listener);
        }
    }

    /**
     * A file's name as Slurm takes it: it replaces what begins with %, or else nothing after a backslash, of which it takes one
     * away.
     */
    private static String inside(Path folder, String name) {
        String path = folder.toString();
        return (path.contains("\\") ? path.replace("\\", "\\\\") : path.replace("%", "%%")) + "/" + name;
    }

    /** An earlier submission, left to Slurm or outlived by its jobs, may still train what would be trained again. */
    private void refuseWhileQueued(String name, Path folder) {
        Map<String, List<Integer>> jobs = slurm.inFolder(name, folder);
        // Slurm may show a task for some seconds after its end.
        jobs.values()
                .forEach(tasks ->
                        tasks.removeIf(task -> JobArray.code(folder, task).isPresent()));
        jobs.values().removeIf(List::isEmpty);
        if (!jobs.isEmpty()) {
            String job = String.join(",", jobs.keySet());
            int tasks = jobs.values().stream().mapToInt(List::size).sum();
            throw new UserError("Slurm's job " + job + " of this ablation is still there, with "
                    + Words.count(tasks, "training")
                    + " waiting or running; wait until it has gone from 'squeue --jobs=" + job
                    + "', or cancel it with 'scancel " + job.replace(',', ' ')
                    + "', and then give the same command again");
        }
    }

    /** By the name that Slurm will tell, whichever way led to it. */
    private static Path make(Path folder) {
        try {
            return new OwnFolder(folder.getParent()).make(folder).toRealPath();
        } catch (IOException e) {
            throw new UserError(folder + ": the folder for Slurm's scripts cannot be made: " + e.getMessage(), e);
        }
    }

    /** The exit codes of an earlier batch must not be taken for this one's, and what the jobs open must be no link. */
    private static void empty(Path folder) {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                new OwnFolder(folder).checkFile(file);
                if (file.getFileName().toString().matches("task-.*\\.code")) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UserError(folder + ": the folder for Slurm's scripts cannot be prepared: " + e.getMessage(), e);
        }
    }

    private void handOver(String job, SlurmOptions all, Batch batch, Path folder, Listener listener) {
        Path script = folder.resolve("compare.sh");
        Path runs = batch.folder().toAbsolutePath().getParent();
        String plugins = System.getProperty("septum.plugins", "");
        AtomicFile.write(
                script,
                "#!/bin/sh\n# Compares the runs of the ablation; made by Septum.\n"
                        + ShellScript.inThisFolder() + "exec "
                        + ShellWord.of(batch.program().toString()) + " compare "
                        + ShellWord.of(runs.toString())
                        + (plugins.isEmpty() ? "" : " " + ShellWord.of("--plugins=" + plugins)) + "\n");
        List<String> ours = List.of(
                "--job-name=" + batch.name() + "-compare",
                "--chdir=" + folder,
                "--dependency=afterany:" + job,
                "--output=" + inside(folder, "compare.out"));
        String after = slurm.submit(SlurmOptions.both(all.comparison(), ours), script.toString());
        batch.tasks()
                .forEach(task ->
                        listener.changed(task, TaskState.WAITING, "job " + job + ", then compared by job " + after));
    }

    private void pause() {
        try {
            Thread.sleep((long) (pollSeconds * 1000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
