// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.septum.common.machine.Terminal;
import org.septum.common.text.TerminalCode;

/**
 * How far the loading of samples, or something else that is counted, has come: one line that is redrawn on a terminal, elsewhere
 * a line every 10 seconds.
 */
public final class LoadingProgress implements AutoCloseable {

    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 10_000_000_000L;

    private final PrintWriter out;
    private final OptionalInt columns;
    private final LongSupplier nanoTime;
    private int before;
    private long start;
    private long last;
    private int shown;

    public LoadingProgress(PrintWriter out) {
        this(out, Terminal.width(), System::nanoTime);
    }

    /** @param columns the terminal's width; empty if there is none */
    public LoadingProgress(PrintWriter out, OptionalInt columns, LongSupplier nanoTime) {
        this.out = out;
        this.columns = columns;
        this.nanoTime = nanoTime;
    }

    /** Called after each sample. After the last one the redrawn line is taken away: what follows may write its own. */
    public void loaded(int samples, int all) {
        done("samples loaded", samples, all);
    }

    /**
     * The same for something else; after the last one something new may be counted.
     *
     * @param what is counted, and what is done with it
     */
    public void done(String what, int samples, int all) {
        if (samples == all) {
            close();
            before = 0;
            return;
        }
        long now = nanoTime.getAsLong();
        if (before == 0) {
            // What was done before the first sample says nothing about the others.
            before = samples;
            start = now;
            last = now;
        }
        if (now - last < (columns.isPresent() ? REDRAW_NANOS : LINE_NANOS)) {
            return;
        }
        last = now;
        String text = text(what, samples, all, (samples - before) / ((now - start) / 1e9));
        if (columns.isPresent()) {
            // The last column stays free: many terminals wrap the line when it is filled.
            String fitting = text.substring(0, Math.min(text.length(), columns.getAsInt() - 1));
            out.print(TerminalCode.lineStart() + fitting + " ".repeat(Math.max(0, shown - fitting.length())));
            out.flush();
            shown = fitting.length();
        } else {
            out.println(text);
        }
    }

    /** @param rate how many in a second */
    private static String text(String what, int samples, int all, double rate) {
        return String.format(
                Locale.ROOT,
                "%s  %d/%d  %.0f/s  %.0f s left",
                what,
                samples,
                all,
                rate,
                Math.ceil((all - samples) / rate));
    }

    /** Takes the redrawn line away. */
    @Override
    public void close() {
        if (shown > 0) {
            out.print(TerminalCode.lineStart() + " ".repeat(shown) + TerminalCode.lineStart());
            out.flush();
            shown = 0;
        }
    }
}
