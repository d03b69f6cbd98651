// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.output;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * Prints text so that it cannot steer the terminal: names, messages and what stands in files may hold anything. Control
 * characters, those that turn the direction of writing and those that cannot be seen are shown as their numbers, like
 * {@code \u001b}; a line's end and a tab are left, and so is what stands behind the mark. Text must come in pieces that do not
 * divide a mark, as a {@link java.io.PrintWriter} gives them.
 */
final class TerminalWriter extends Writer {

    /** A word that no file can know. Bundles find it in the system property, and put it before what is to steer the terminal. */
    static final String MARK = mark();

    /** Picocli ends every look of its own with it, unasked; it hides nothing. */
    private static final String PLAIN = "\u001b[0m";

    private final Writer terminal;

    /** The first half of a character whose second has not come yet; or nothing. */
    private String half = "";

    /** The last character that was written. */
    private int before;

    /** @param terminal takes what is shown */
    TerminalWriter(Writer terminal) {
        this.terminal = terminal;
    }

    private static String mark() {
        // Unicode keeps this character for uses inside of a program.
        String mark = '\ufdd0' + new BigInteger(96, new SecureRandom()).toString(Character.MAX_RADIX);
        System.setProperty("septum.terminal.mark", mark);
        return mark;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        write(new String(text, from, length));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        write(text.substring(from, from + length));
    }

    @Override
    public void write(String text) throws IOException {
        String whole = half + text;
        int end = whole.length();
        if (end > 0 && Character.isHighSurrogate(whole.charAt(end - 1))) {
            end--;
        }
        half = whole.substring(end);
        terminal.write(shown(whole.substring(0, end)));
    }

    @Override
    public void flush() throws IOException {
        terminal.flush();
    }

    @Override
    public void close() throws IOException {
        terminal.write(Printable.of(half));
        half = "";
        terminal.close();
    }

    private String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith(MARK, at)) {
                int steering = at + MARK.length();
                at = Math.min(steering + 1, text.length());
                shown.append(text, steering, at);
                continue;
            }
            int c = text.codePointAt(at);
            if (isLeft(c) || text.startsWith("\r\n", at) || text.startsWith(PLAIN, at)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(Printable.number(c));
            }
            before = c;
            at += Character.charCount(c);
        }
        return shown.toString();
    }

    private boolean isLeft(int c) {
        return c >= ' ' && c <= '~' || c == '\n' || c == '\t' || Printable.isSeen(before, c);
    }
}
