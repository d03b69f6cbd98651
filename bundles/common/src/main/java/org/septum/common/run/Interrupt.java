// SPDX-License-Identifier: Apache-2.0
package org.septum.common.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C into a request, and keeps the JVM alive until the work has stopped and its caller has told the user. */
public final class Interrupt implements AutoCloseable {

    /** Long enough to say how to go on; the launcher ends the thread after that. */
    private static final long LAST_WORDS_MILLISECONDS = 2000;

    private final Thread runner = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final long patience;
    private final Thread hook;
    private volatile boolean requested;

    /**
     * @param thread the name of the thread that waits
     * @param patience seconds that the work may take to stop
     */
    public Interrupt(String thread, long patience) {
        this.patience = patience;
        hook = new Thread(this::request, thread);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public boolean requested() {
        return requested;
    }

    private void request() {
        requested = true;
        try {
            if (done.await(patience, TimeUnit.SECONDS)) {
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
