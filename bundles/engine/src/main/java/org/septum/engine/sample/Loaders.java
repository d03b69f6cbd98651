// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The background threads that load and augment samples. */
public record Loaders(ExecutorService threads) implements AutoCloseable {

    public static Loaders of(int threads) {
        AtomicInteger number = new AtomicInteger();
        return new Loaders(Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "septum-loader-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
