// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.septum.api.report.AtomicFile;

/**
 * Writes a run's checkpoints while the training goes on: their values are those at the time of the call, the files appear
 * one after another in the order of the calls, each whole or not at all. If one fails, those after it are not written.
 */
final class CheckpointWriter implements AutoCloseable {

    /** The most bytes of values that are kept in memory to be written. */
    private static final long MOST_KEPT = 64L << 20;

    private final long mostKept;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(CheckpointWriter::thread);
    /** Copies of arrays, outside the heap; used again for every saving, so that none leaves garbage behind. */
    private final List<ByteBuffer> memory = new ArrayList<>();

    private int used;
    private CompletableFuture<Void> pending = CompletableFuture.completedFuture(null);
    private long waitNanoseconds;

    CheckpointWriter() {
        this(MOST_KEPT);
    }

    /** @param mostKept the most bytes of values that are kept in memory; larger models are written while the training waits */
    CheckpointWriter(long mostKept) {
        this.mostKept = mostKept;
    }

    private static Thread thread(Runnable action) {
        Thread thread = new Thread(action, "checkpoints");
        thread.setDaemon(true); // what waits for it calls close
        return thread;
    }

    /**
     * The same arrays with their values of now, so that several files can be written without reading them again, until the
     * next {@link #await}; those of a large model stay where they are.
     */
    List<SafetensorsWriter.Tensor> read(List<SafetensorsWriter.Tensor> tensors) {
        long start = System.nanoTime();
        List<SafetensorsWriter.Tensor> read = kept(tensors);
        waitNanoseconds += System.nanoTime() - start;
        return read;
    }

    /**
     * Saves arrays; those of a large model are not kept in memory, and their files are complete on return.
     *
     * @param files get the same content; where the disk can do it, it is one file of several names
     * @param metadata asked when the file is written
     */
    void write(List<Path> files, List<SafetensorsWriter.Tensor> tensors, Supplier<Map<String, String>> metadata) {
        long start = System.nanoTime();
        List<SafetensorsWriter.Tensor> now = kept(tensors);
        afterwards(() -> writeAll(files, now, metadata.get()));
        if (!fitsInMemory(tensors)) {
            join();
        }
        waitNanoseconds += System.nanoTime() - start;
    }

    private static void writeAll(
            List<Path> files, List<SafetensorsWriter.Tensor> tensors, Map<String, String> metadata) {
        Path first = files.get(0);
        SafetensorsWriter.write(first, tensors, metadata);
        for (Path other : files.subList(1, files.size())) {
            if (!AtomicFile.link(first, other)) {
                SafetensorsWriter.write(other, tensors, metadata);
            }
        }
    }

    /** Does something once all files until now are complete. */
    void afterwards(Runnable action) {
        pending = pending.thenRunAsync(action, thread);
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
        long start = System.nanoTime();
        join();
        used = 0;
        waitNanoseconds += System.nanoTime() - start;
    }

    /** How long the training has waited for its checkpoints: for the copies of its arrays, and for files. */
    long waitNanoseconds() {
        return waitNanoseconds;
    }

    /** The same as {@link #await}; afterwards nothing can be written. */
    @Override
    public void close() {
        try {
            await();
        } finally {
            thread.shutdown();
        }
    }

    private void join() {
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

    private boolean fitsInMemory(List<SafetensorsWriter.Tensor> tensors) {
        return tensors.stream().mapToLong(SafetensorsWriter.Tensor::bytes).sum() <= mostKept;
    }

    private List<SafetensorsWriter.Tensor> kept(List<SafetensorsWriter.Tensor> tensors) {
        return fitsInMemory(tensors) ? tensors.stream().map(this::kept).toList() : tensors;
    }

    private SafetensorsWriter.Tensor kept(SafetensorsWriter.Tensor tensor) {
        ByteBuffer copy = tensor.content().bytes(() -> room((int) tensor.bytes()));
        return new SafetensorsWriter.Tensor(tensor.name(), tensor.dimensions(), ignored -> copy.duplicate());
    }

    /** Arrays come in the same order at each saving, so that each finds the room it had before. */
    private ByteBuffer room(int bytes) {
        if (used == memory.size()) {
            memory.add(ByteBuffer.allocateDirect(bytes));
        } else if (memory.get(used).capacity() < bytes) {
            memory.set(used, ByteBuffer.allocateDirect(bytes));
        }
        return memory.get(used++).slice(0, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
