// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.console;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.StringJoiner;
import java.util.function.LongSupplier;
import org.septum.common.text.TerminalCode;

/**
 * Progress as one line at the bottom of a terminal, redrawn in place. The new text is written over the old in one go and
 * padded to its length, so nothing is ever blank in between.
 */
final class ProgressBar implements Display {

    private static final String DONE = "\u2501";
    private static final String LEFT = "\u2500";

    private static final long REDRAW_NANOS = 100_000_000;
    private static final int WIDEST_BAR = 30;
    private static final int NARROWEST_BAR = 8;

    private final PrintWriter out;
    private final int columns;
    private final boolean drawsLines;
    private final LongSupplier nanoTime;
    private long last;
    private int shown;

    ProgressBar(PrintWriter out, int columns, boolean drawsLines, LongSupplier nanoTime) {
        this.out = out;
        this.columns = columns;
        this.drawsLines = drawsLines;
        this.nanoTime = nanoTime;
        last = nanoTime.getAsLong() - REDRAW_NANOS;
    }

    /** Whether the characters that lines are drawn with can be printed. */
    static boolean canDrawLines() {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        Charset charset = name != null && Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
        return charset.newEncoder().canEncode(DONE + LEFT);
    }

    @Override
    public void line(String text) {
        clear();
        out.println(text);
    }

    @Override
    public void clear() {
        if (shown > 0) {
            out.print(TerminalCode.lineStart() + " ".repeat(shown) + TerminalCode.lineStart());
            out.flush();
            shown = 0;
        }
    }

    @Override
    public void progress(Progress progress) {
        long now = nanoTime.getAsLong();
        if (now - last < REDRAW_NANOS && progress.done() > 0) {
            return;
        }
        last = now;
        String text = draw(progress);
        out.print(TerminalCode.lineStart() + text + " ".repeat(Math.max(0, shown - text.length())));
        out.flush();
        shown = text.length();
    }

    /** Leaves out the least important details until the bar fits in; the bar alone may shrink a little as well. */
    private String draw(Progress progress) {
        for (int details = progress.details().size(); details >= 0; details--) {
            StringJoiner facts = new StringJoiner("  ");
            facts.add(progress.done() + "/" + progress.total());
            progress.details().subList(0, details).forEach(facts::add);
            // The last column stays free: many terminals wrap the line when it is filled.
            int room = columns - 1 - progress.title().length() - facts.length() - 4;
            if (room >= NARROWEST_BAR) {
                String bar = bar(progress, Math.min(room, Math.min(columns / 4, WIDEST_BAR)));
                return progress.title() + "  " + bar + "  " + facts;
            }
        }
        String text = progress.title() + "  " + progress.done() + "/" + progress.total();
        return text.substring(0, Math.min(text.length(), columns - 1));
    }

    private String bar(Progress progress, int width) {
        int filled = progress.total() == 0 ? 0 : (int) ((long) width * progress.done() / progress.total());
        return drawsLines
                ? DONE.repeat(filled) + LEFT.repeat(width - filled)
                : "#".repeat(filled) + ".".repeat(width - filled);
    }
}
