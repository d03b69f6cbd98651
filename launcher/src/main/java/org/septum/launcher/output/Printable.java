// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.output;

import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Names of files and messages in one line, whoever named them: what {@link TerminalWriter} leaves to a page of text, such as a
 * line's end, would add a line to a message or to the file of what is trusted. The rule is that of the bundles'
 * {@code org.septum.api.Printable}, of which the launcher knows nothing; a test compares the two.
 */
public final class Printable {

    private static final char ZERO_WIDTH_NON_JOINER = '\u200c';
    private static final char ZERO_WIDTH_JOINER = '\u200d';

    /** Behind it lie the scripts whose words need the joiners, and pictures of more than one sign. */
    private static final int LAST_OF_EUROPE = 0x058f;

    private Printable() {}

    /** The path, with what cannot be seen, ends a line or turns the direction of text as its number. */
    public static String of(Path path) {
        return of(path.toString());
    }

    /** The same for a line of text. */
    public static String of(String line) {
        StringBuilder text = new StringBuilder(line.length() + 16);
        int before = 0;
        for (int at = 0; at < line.length(); at += Character.charCount(before)) {
            int c = line.codePointAt(at);
            if (isSeen(before, c)) {
                text.appendCodePoint(c);
            } else {
                text.append(number(c));
            }
            before = c;
        }
        return text.toString();
    }

    /** A character's number, like {@code \u001b}. */
    static String number(int c) {
        StringBuilder text = new StringBuilder();
        for (char unit : Character.toChars(c)) {
            text.append("\\u").append(HexFormat.of().toHexDigits(unit));
        }
        return text.toString();
    }

    /**
     * Whether a character is seen as itself, or as a space, in one line.
     *
     * @param before the character before it; 0 if there is none
     */
    static boolean isSeen(int before, int c) {
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
