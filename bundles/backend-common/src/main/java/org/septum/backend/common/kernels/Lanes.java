// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A fixed number of threads that work on the parts of one task at a time; the calling thread is one of them. Parts are
 * handed out as threads come free, so a part's result must not depend on which thread computes it.
 */
public final class Lanes implements AutoCloseable {

    /** Elements that one thread works through in about the time that it takes to wake another. */
    private static final int LITTLE = 1 << 15;

    /** One part of a task. */
    @FunctionalInterface
    public interface Part {
        void run(int index, Workspace workspace);
    }

    /** Arrays that belong to one thread and are kept from task to task. */
    public static final class Workspace {
        private final float[][] arrays = new float[8][0];

        /** An array of at least the given length, with whatever it held before. */
        public float[] array(int index, int length) {
            if (arrays[index].length < length) {
                arrays[index] = new float[length];
            }
            return arrays[index];
        }
    }

    private final String name;
    private final Thread[] workers;
    private final Semaphore work = new Semaphore(0);
    private final Semaphore done = new Semaphore(0);
    private final Workspace own = new Workspace();
    private final AtomicInteger next = new AtomicInteger();
    private volatile Part part;
    private volatile int parts;
    private volatile boolean closed;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /**
     * @param name of the threads, which are numbered from 1 on; they start with the first task that they share
     */
    public Lanes(String name, int threads) {
        this.name = name;
        this.workers = new Thread[threads - 1];
    }

    private void start() {
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Thread(this::serve, name + "-" + (i + 1));
            workers[i].setDaemon(true);
            workers[i].start();
        }
    }

    public int threads() {
        return workers.length + 1;
    }

    /**
     * Runs all parts and returns when the last one is done; throws what a part has thrown. The calling thread does little
     * work alone: waking another one takes longer, the more so as OpenMP's threads still spin after oneDNN's last primitive.
     *
     * @param size the elements of a part
     */
    public void run(int count, int size, Part task) {
        if (count == 1 || workers.length == 0 || (long) count * size < LITTLE) {
            for (int i = 0; i < count; i++) {
                task.run(i, own);
            }
            return;
        }
        if (workers[0] == null) {
            start();
        }
        int helpers = Math.min(workers.length, count - 1);
        part = task;
        parts = count;
        failure.set(null);
        next.set(0);
        work.release(helpers);
        takeParts(own);
        done.acquireUninterruptibly(helpers);
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }

    /** Runs all parts of a task that is not little. */
    public void run(int count, Part task) {
        run(count, LITTLE, task);
    }

    private void serve() {
        Workspace workspace = new Workspace();
        while (true) {
            work.acquireUninterruptibly();
            if (closed) {
                return;
            }
            takeParts(workspace);
            done.release();
        }
    }

    /** Takes parts until none is left; the first failure ends the task for all threads. */
    private void takeParts(Workspace workspace) {
        try {
            for (int index = next.getAndIncrement(); index < parts; index = next.getAndIncrement()) {
                part.run(index, workspace);
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            next.set(parts);
        }
    }

    @Override
    public void close() {
        closed = true;
        work.release(workers.length);
    }
}
