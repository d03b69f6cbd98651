// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Prints text so that it cannot steer the terminal: names, messages and what stands in files may hold anything. Control
 * characters and those that turn the direction of writing are shown as their numbers, like {@code \u001b}; a line's end and a
 * tab are left, and so is what stands behind the mark. Text must come in pieces that do not divide a mark, as a
 * {@link java.io.PrintWriter} gives them.
 */
final class TerminalWriter extends Writer {

    /** A word that no file can know. Bundles find it in the system property, and put it before what is to steer the terminal. */
    static final String MARK = mark();

    /** Picocli ends every look of its own with it, unasked; it hides nothing. */
    private static final String PLAIN = "\u001b[0m";

    private final Writer terminal;

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
        terminal.write(shown(text));
    }

    @Override
    public void flush() throws IOException {
        terminal.flush();
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }

    private static String shown(String text) {
        if (text.chars().noneMatch(TerminalWriter::steers)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        for (int at = 0; at < text.length(); at++) {
            if (text.startsWith(MARK, at)) {
                at += MARK.length();
                shown.append(text, at, Math.min(at + 1, text.length()));
            } else if (steers(text.charAt(at)) && !text.startsWith("\r\n", at) && !text.startsWith(PLAIN, at)) {
                shown.append("\\u").append(HexFormat.of().toHexDigits(text.charAt(at)));
            } else {
                shown.append(text.charAt(at));
            }
        }
        return shown.toString();
    }

    /** Control characters, separators of lines, and what Unicode calls format: it turns text around or cannot be seen. */
    private static boolean steers(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n' && c != '\t';
            // Persian and Hindi words need the joiners, and pictures of more than one sign.
            case Character.FORMAT -> c != 0x200c && c != 0x200d;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> c == MARK.charAt(0);
        };
    }
}
