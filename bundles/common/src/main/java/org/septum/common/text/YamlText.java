// SPDX-License-Identifier: Apache-2.0
package org.septum.common.text;

import java.util.Locale;
import java.util.Set;

/** Writes texts as YAML reads them back. */
public final class YamlText {

    /** Characters that YAML forbids, breaks lines at, or that nobody would see; lone surrogates among them. */
    private static final Set<Integer> ESCAPED = Set.of(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.SURROGATE,
            (int) Character.UNASSIGNED,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR);

    private YamlText() {}

    /** A text on one line, in quotes where it needs them. */
    public static String quoted(String text) {
        boolean plain = text.matches("[A-Za-z_][A-Za-z0-9_./-]*") && !text.equals("null");
        if (plain) {
            return text;
        }
        return inQuotes(text);
    }

    /** A text in double quotes. */
    public static String inQuotes(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int c : text.codePoints().toArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (ESCAPED.contains(Character.getType(c))) {
                        quoted.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
