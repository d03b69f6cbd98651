// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.septum.common.files.AtomicFile;

/**
 * Writes a run's checkpoints, each whole or not at all. Their values go to files aside while the training waits, which is
 * fast, for the system takes them into its memory; that they reach the disk and get their names is waited for beside the
 * training, one after another in the order of the calls. If one fails, those after it do not appear.
 */
public final class CheckpointWriter implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(CheckpointWriter::thread);
    private final List<Task> tasks = new ArrayList<>();
    private CompletableFuture<Void> pending = CompletableFuture.completedFuture(null);
    private long waitNanoseconds;

    /** Something to be done, or to be undone where something before it went wrong. */
    private record Task(Runnable action, Runnable undo) {}

    private static Thread thread(Runnable action) {
        Thread thread = new Thread(action, "checkpoints");
        thread.setDaemon(true); // what waits for it calls close
        return thread;
    }

    /**
     * Writes a checkpoint aside, with the arrays' values of now; it appears after {@link #start}.
     *
     * @param files get the same content; where the disk can do it, it is one file of several names
     * @throws RuntimeException what went wrong with this or an earlier checkpoint
     */
    public void write(List<Path> files, List<SafetensorsWriter.Tensor> tensors, Map<String, String> metadata) {
        await();
        long start = System.nanoTime();
        AtomicFile aside = SafetensorsWriter.writeAside(files.get(0), tensors, metadata);
        tasks.add(new Task(
                () -> {
                    aside.complete();
                    files.stream().skip(1).forEach(other -> sameContent(files.get(0), other));
                },
                aside::discard));
        waitNanoseconds += System.nanoTime() - start;
    }

    private static void sameContent(Path file, Path other) {
        if (!AtomicFile.link(file, other)) {
            AtomicFile.write(other, out -> Files.copy(file, out));
        }
    }

    /** Does something once the checkpoints until now have appeared. */
    public void afterwards(Runnable action) {
        tasks.add(new Task(action, () -> {}));
    }

    /** Lets the checkpoints appear that were written since the last time, beside what the caller goes on with. */
    public void start() {
        await();
        List<Task> begun = List.copyOf(tasks);
        tasks.clear();
        pending = CompletableFuture.runAsync(() -> run(begun), thread);
    }

    private static void run(List<Task> tasks) {
        int done = 0;
        try {
            for (Task task : tasks) {
                task.action().run();
                done++;
            }
        } catch (RuntimeException e) {
            tasks.stream().skip(done + 1).forEach(task -> task.undo().run());
            throw e;
        }
    }

    /** Looks, without waiting, whether something went wrong; then it throws what {@link #await} would. */
    public void check() {
        if (pending.isCompletedExceptionally()) {
            await();
        }
    }

    /**
     * Returns when all that was started has appeared.
     *
     * @throws RuntimeException what went wrong with one of them, as the writing threw it
     */
    public void await() {
        long start = System.nanoTime();
        CompletableFuture<Void> all = pending;
        pending = CompletableFuture.completedFuture(null);
        try {
            all.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error) {
                throw (Error) e.getCause();
            }
            throw (RuntimeException) e.getCause();
        } finally {
            waitNanoseconds += System.nanoTime() - start;
        }
    }

    /** How long the training has waited for its checkpoints. */
    public long waitNanoseconds() {
        return waitNanoseconds;
    }

    /** The same as {@link #await}; what was not started never appears. */
    @Override
    public void close() {
        try {
            await();
        } finally {
            tasks.forEach(task -> task.undo().run());
            thread.shutdown();
        }
    }
}
