// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.console;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** Progress as plain lines, one every few seconds, for log files. */
final class ProgressLines implements Display {

    private final PrintWriter out;
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private long last;

    ProgressLines(PrintWriter out, double intervalSeconds, LongSupplier nanoTime) {
        this.out = out;
        this.intervalNanos = (long) (intervalSeconds * 1e9);
        this.nanoTime = nanoTime;
        last = nanoTime.getAsLong();
    }

    @Override
    public void line(String text) {
        last = nanoTime.getAsLong();
        out.println(text);
    }

    @Override
    public void clear() {
        // Every line stays.
    }

    @Override
    public void progress(Progress progress) {
        if (progress.done() > 0 && nanoTime.getAsLong() - last >= intervalNanos) {
            line(progress.title() + "  " + progress.unit() + " " + progress.done() + "/" + progress.total() + "  "
                    + String.join("  ", progress.details()));
        }
    }
}
