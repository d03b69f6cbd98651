// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C into a request, and keeps the JVM alive until the trainings have stopped and the ledger is written. */
final class Interrupt implements AutoCloseable {

    /** A training gives itself two minutes to save its state; then the ledger is written. */
    private static final long PATIENCE_SECONDS = 150;

    /** Long enough to say how to go on; the launcher ends the thread after that. */
    private static final long LAST_WORDS_MILLISECONDS = 2000;

    private final Thread runner = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::request, "septum-ablation-interrupt");
    private volatile boolean requested;

    Interrupt() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean requested() {
        return requested;
    }

    private void request() {
        requested = true;
        try {
            if (done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                runner.join(LAST_WORDS_MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // Ctrl-C came at this very moment; the hook waits for the last words only.
                requested = true;
            }
        }
    }
}
