// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import java.util.HexFormat;

/**
 * Texts that come from files, and names of files, as a part of one line: whoever made them could otherwise begin a line of his
 * own in a message, a table or a log. What ends a line, steers the terminal, turns the direction of writing or cannot be seen
 * is shown as its number, like {@code \u000a}.
 */
public final class Printable {

    /** More than a path or a list of classes needs in a table. */
    private static final int LONGEST_CELL = 1000;

    private static final char ZERO_WIDTH_NON_JOINER = '\u200c';
    private static final char ZERO_WIDTH_JOINER = '\u200d';

    /** Behind it lie the scripts whose words need the joiners, and pictures of more than one sign. */
    private static final int LAST_OF_EUROPE = 0x058f;

    private Printable() {}

    /** A text of any length in one line. */
    public static String line(String text) {
        return shown(text, "");
    }

    /** A text of several lines, as in a page. */
    public static String page(String text) {
        return shown(text, "\n\t");
    }

    private static String shown(String text, String left) {
        int plain = 0;
        while (plain < text.length() && text.charAt(plain) >= ' ' && text.charAt(plain) <= '~') {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        int before = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(before)) {
            int c = text.codePointAt(at);
            if (isSeen(before, c) || left.indexOf(c) >= 0) {
                shown.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    shown.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
            }
            before = c;
        }
        return shown.toString();
    }

    /**
     * A message that may go on in lines of its own, which are indented by two spaces: any other end of a line comes from a
     * name or a text of somebody, and is shown as a number.
     */
    public static String message(String text) {
        StringBuilder message = new StringBuilder(text.length() + 16);
        int from = 0;
        while (true) {
            int next = text.indexOf("\n  ", from);
            message.append(line(text.substring(from, next < 0 ? text.length() : next)));
            if (next < 0) {
                return message.toString();
            }
            message.append('\n');
            from = next + 1;
        }
    }

    /** A text as a table's cell: in one line, and of bounded length. */
    public static String cell(String text) {
        return text.length() <= LONGEST_CELL
                ? line(text)
                : line(text.substring(0, LONGEST_CELL)) + "... (" + text.length() + " characters)";
    }

    /**
     * Whether a character is seen as itself, or as a space, in one line.
     *
     * @param before the character before it; 0 if there is none
     */
    public static boolean isSeen(int before, int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.UNASSIGNED -> isPicture(c);
            case Character.FORMAT -> (c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER) && before > LAST_OF_EUROPE;
            default -> !isBlank(c);
        };
    }

    /** Where newer versions of Unicode have put more pictures than this Java knows. */
    private static boolean isPicture(int c) {
        return c >= 0x1f000 && c <= 0x1faff;
    }

    /** Letters and marks that show nothing: fillers, and selectors of variants but those of text and picture. */
    private static boolean isBlank(int c) {
        return c == 0x034f
                || c == 0x115f
                || c == 0x1160
                || c == 0x17b4
                || c == 0x17b5
                || c >= 0x180b && c <= 0x180f
                || c == 0x2800
                || c == 0x3164
                || c >= 0xfe00 && c <= 0xfe0d
                || c == 0xffa0
                || c >= 0xe0000 && c <= 0xe0fff;
    }
}
