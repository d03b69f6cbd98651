// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.septum.api.RunFailure;
import org.septum.api.data.SampleInfo;

/** Prepares batches ahead of their use, in background threads; they come out in order whatever the threads do. */
public final class BatchStream {

    /** How many batches are kept ready; enough to ride out a slow file, few enough to cost little memory. */
    public static final int AHEAD = 4;

    private final ExecutorService loaders;
    private final Iterator<Callable<Batch>> waiting;
    private final Deque<Future<Batch>> ready = new ArrayDeque<>();
    private long waitNanoseconds;

    /**
     * @param order the samples in the order of use
     * @param skip how many batches were already used before an interruption
     */
    public BatchStream(
            ExecutorService loaders,
            Preparation preparation,
            List<ActiveHead> heads,
            int epoch,
            List<SampleInfo> order,
            int batchSize,
            int skip) {
        this(loaders, divided(preparation, heads, SampleUse.ofEach(order), epoch, batchSize, skip));
    }

    /** @param batches what makes each; asked for them from the thread that uses this, shortly before they are made */
    public BatchStream(ExecutorService loaders, Iterator<Callable<Batch>> batches) {
        this.loaders = loaders;
        this.waiting = batches;
        for (int i = 0; i < AHEAD; i++) {
            submitNext();
        }
    }

    /**
     * The uses of samples in an epoch.
     *
     * @param order in the order of use
     * @param skip how many batches were already used before an interruption
     */
    public static BatchStream ofEpoch(
            Loaders loaders,
            Preparation preparation,
            List<ActiveHead> heads,
            int epoch,
            List<SampleUse> order,
            int batchSize,
            int skip) {
        return new BatchStream(loaders.threads(), divided(preparation, heads, order, epoch, batchSize, skip));
    }

    private static Iterator<Callable<Batch>> divided(
            Preparation preparation,
            List<ActiveHead> heads,
            List<SampleUse> order,
            int epoch,
            int batchSize,
            int skip) {
        List<Callable<Batch>> batches = new ArrayList<>();
        for (int from = skip * batchSize; from < order.size(); from += batchSize) {
            List<SampleUse> uses = List.copyOf(order.subList(from, Math.min(order.size(), from + batchSize)));
            batches.add(() -> Batch.ofUses(preparation, uses, heads, epoch));
        }
        return batches.iterator();
    }

    public boolean hasNext() {
        return !ready.isEmpty();
    }

    /** The next batch; waits until it is prepared. */
    public Batch next() {
        long start = System.nanoTime();
        try {
            Batch batch = ready.remove().get();
            submitNext();
            return batch;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof OutOfMemoryError cause) {
                throw cause; // it is told as memory that ran out, whichever thread it ran out in
            }
            throw new RunFailure("a sample could not be prepared: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailure("interrupted while waiting for data", e);
        } finally {
            waitNanoseconds = System.nanoTime() - start;
        }
    }

    /** How long the last {@link #next} waited. */
    public long waitNanoseconds() {
        return waitNanoseconds;
    }

    private void submitNext() {
        if (waiting.hasNext()) {
            ready.add(loaders.submit(waiting.next()));
        }
    }
}
