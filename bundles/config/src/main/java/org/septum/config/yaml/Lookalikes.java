// SPDX-License-Identifier: Apache-2.0
package org.septum.config.yaml;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.septum.api.Location;
import org.septum.api.UserError;

/** Refuses texts that look like what is meant and are something else: characters nobody sees, escapes in Windows paths, {@code ~}. */
public final class Lookalikes {

    /** What word processors and web pages put in the place of a space, a minus or quotes. */
    private static final Map<Integer, String> CHARACTERS = Map.ofEntries(
            Map.entry(0x00a0, "a no-break space; write a space"),
            Map.entry(0x2007, "a figure space; write a space"),
            Map.entry(0x202f, "a narrow no-break space; write a space"),
            Map.entry(0x3000, "an ideographic space; write a space"),
            Map.entry(0x200b, "a zero-width space, which nobody sees; delete it"),
            Map.entry(0xfeff, "a byte order mark, which nobody sees; delete it"),
            Map.entry(0x00ad, "a soft hyphen, which nobody sees; delete it"));

    private static final Pattern NUMBER_WITH_MINUS = Pattern.compile("[0-9.eE]*[\u2212\u2013][0-9.eE\u2212\u2013]*");

    private static final Pattern ESCAPED_PATH = Pattern.compile("(?s)[A-Za-z]:\\p{Cntrl}.*");

    private static final Pattern NO_SPACE_AFTER_COLON =
            Pattern.compile("\\s*(?:- +)?([A-Za-z][A-Za-z0-9-]*):[^\\s/:].*");

    /** Longer lines are given no advice: the patterns need the square of their length. */
    private static final int ADVISED = 1000;

    private Lookalikes() {}

    /** A text's lines for advice; those that are too long for it are empty. */
    static String[] lines(String text) {
        String[] lines = text.split("\n", -1);
        Arrays.setAll(lines, i -> lines[i].length() > ADVISED ? "" : lines[i]);
        return lines;
    }

    /**
     * Looks at a key or a value.
     *
     * @param quoted whether it stands in quotes, where every character is meant but an escape after a drive's letter
     * @throws UserError naming the character
     */
    public static void check(String text, boolean quoted, Location location) {
        if (quoted) {
            if (ESCAPED_PATH.matcher(text).matches()) {
                throw new UserError(
                        location,
                        "after " + text.substring(0, 2) + " there is a control character (" + name(text.charAt(2))
                                + "): in double quotes a backslash begins an escape; a Windows path needs single"
                                + " quotes, or / for each backslash");
            }
            return;
        }
        text.codePoints().filter(CHARACTERS::containsKey).findFirst().ifPresent(c -> {
            throw new UserError(location, "this holds " + name(c) + ", " + CHARACTERS.get(c));
        });
        if (NUMBER_WITH_MINUS.matcher(text).matches()) {
            throw new UserError(location, "the minus of '" + text + "' is another character than -; write -");
        }
        if (!text.isEmpty() && "\u201c\u201d\u201e\u2018\u2019".indexOf(text.charAt(0)) >= 0) {
            throw new UserError(location, "the quotes of " + text + " are typographic ones; write \" or '");
        }
        if (text.startsWith("~/")) {
            throw new UserError(
                    location,
                    "found '" + text + "': ~ is the home folder for a shell only; write ${HOME}" + text.substring(1));
        }
        if (text.matches("\\$[A-Za-z_][A-Za-z0-9_]*(/.*)?")) {
            int end = text.indexOf('/') < 0 ? text.length() : text.indexOf('/');
            throw new UserError(
                    location,
                    "found '" + text + "': a variable of the environment needs braces; write ${"
                            + text.substring(1, end) + "}" + text.substring(end));
        }
    }

    private static String name(int character) {
        return String.format(Locale.ROOT, "U+%04X", character);
    }

    /**
     * What to say of a line that is no YAML because a space is missing after a colon; empty where that is not the reason.
     *
     * @param line counted from 0, at which the parser gave up: the culprit may be the one before
     */
    static String missingSpace(String text, int line) {
        String[] lines = lines(text);
        for (int i = Math.min(line, lines.length - 1); i >= Math.max(0, line - 1); i--) {
            Matcher matcher = NO_SPACE_AFTER_COLON.matcher(lines[i]);
            if (matcher.matches()) {
                return "; write a space after the colon of '" + matcher.group(1) + ":' in line " + (i + 1);
            }
        }
        return "";
    }

    /**
     * What to say of a list or mapping that does not end because its end is in a comment; empty where that is not the reason.
     *
     * @param line counted from 0, in which it begins
     */
    static String comment(String text, int line) {
        String[] lines = lines(text);
        return line < lines.length && lines[line].matches(".*\\s#.*[]}]\\s*")
                ? "; ' #' begins a comment, which hides the end of line " + (line + 1)
                        + ": put a text that holds it in quotes"
                : "";
    }
}
