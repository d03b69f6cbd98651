// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Writes a run's checkpoints while the training goes on: their values are those at the time of the call, the files appear
 * one after another in the order of the calls, each whole or not at all. If one fails, those after it are not written.
 */
final class CheckpointWriter implements AutoCloseable {

    private CompletableFuture<Void> pending = CompletableFuture.completedFuture(null);

    /** Saves arrays; those of a large model are not kept in memory, and their file is complete on return. */
    void write(Path file, List<SafetensorsWriter.Tensor> tensors, Map<String, String> metadata) {
        List<SafetensorsWriter.Tensor> now = SafetensorsWriter.read(tensors);
        afterwards(() -> SafetensorsWriter.write(file, now, metadata));
        if (!SafetensorsWriter.fitsInMemory(tensors)) {
            await();
        }
    }

    /** Does something once all files until now are complete. */
    void afterwards(Runnable action) {
        pending = pending.thenRunAsync(action, CheckpointWriter::start);
    }

    private static void start(Runnable action) {
        Thread thread = new Thread(action, "checkpoints");
        thread.setDaemon(true); // what waits for it calls close
        thread.start();
    }

    /** Looks, without waiting, whether something went wrong; then it throws what {@link #await} would. */
    void check() {
        if (pending.isCompletedExceptionally()) {
            await();
        }
    }

    /**
     * Returns when all files are complete. To be called before the next are written, so that the values of one moment only
     * are in memory.
     *
     * @throws RuntimeException what went wrong with one of them, as the writing threw it
     */
    void await() {
        CompletableFuture<Void> all = pending;
        pending = CompletableFuture.completedFuture(null);
        try {
            all.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error) {
                throw (Error) e.getCause();
            }
            throw (RuntimeException) e.getCause();
        }
    }

    /** The same as {@link #await}. */
    @Override
    public void close() {
        await();
    }
}
