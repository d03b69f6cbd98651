// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
    private final Preparation preparation;
    private final List<ActiveHead> heads;
    private final int epoch;
    private final Deque<List<SampleUse>> waiting = new ArrayDeque<>();
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
        this(loaders, preparation, heads, SampleUse.ofEach(order), epoch, batchSize, skip);
    }

    private BatchStream(
            ExecutorService loaders,
            Preparation preparation,
            List<ActiveHead> heads,
            List<SampleUse> order,
            int epoch,
            int batchSize,
            int skip) {
        this.loaders = loaders;
        this.preparation = preparation;
        this.heads = heads;
        this.epoch = epoch;
        for (int from = skip * batchSize; from < order.size(); from += batchSize) {
            waiting.add(List.copyOf(order.subList(from, Math.min(order.size(), from + batchSize))));
        }
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
        return new BatchStream(loaders.threads(), preparation, heads, order, epoch, batchSize, skip);
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
        List<SampleUse> samples = waiting.poll();
        if (samples != null) {
            ready.add(loaders.submit(() -> Batch.ofUses(preparation, samples, heads, epoch)));
        }
    }
}
