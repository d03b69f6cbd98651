// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into a request that the training loop sees between two steps, and keeps the JVM alive until the loop has
 * saved its state and its caller has told the user.
 */
public final class Interrupt implements AutoCloseable {

    /** Long enough for a large step and its checkpoint; then the last complete checkpoint must do. */
    private static final long PATIENCE_SECONDS = 120;

    /** Long enough to say how to go on; the launcher ends the thread after that. */
    private static final long LAST_WORDS_MILLISECONDS = 2000;

    private final Thread runner = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::request, "septum-interrupt");
    private volatile boolean requested;

    public Interrupt() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public boolean requested() {
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
