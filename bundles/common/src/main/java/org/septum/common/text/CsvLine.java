// SPDX-License-Identifier: Apache-2.0
package org.septum.common.text;

import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * A record of comma-separated values with the quoting of RFC 4180, ended by a line feed alone.
 *
 * <p>Spreadsheets compute a text that begins like a formula, and files and their names may come from strangers. Such a text
 * gets an apostrophe before it, which spreadsheets take for the mark of a text; numbers are left as they are.
 */
public final class CsvLine {

    private static final Pattern FORMULA = Pattern.compile("'*[=+@\\t\\r-].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d[\\d.,]*([eE][-+]?\\d+)?|inf|nan|)");

    private CsvLine() {}

    /** One record, its line feed included. */
    public static String of(List<String> fields) {
        StringJoiner line = new StringJoiner(",", "", "\n");
        fields.forEach(field -> line.add(quoted(looksLikeFormula(field) ? "'" + field : field)));
        return line.toString();
    }

    /** The text that a field was written from, once its quotes are taken off. */
    static String text(String field) {
        return field.startsWith("'") && looksLikeFormula(field) ? field.substring(1) : field;
    }

    /**
     * A number in the shortest decimal form that reads back to the same double. What is not finite is {@code nan},
     * {@code inf} or {@code -inf}, which pandas, NumPy and R read as such.
     */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return Double.toString(value);
    }

    private static boolean looksLikeFormula(String field) {
        return !field.isEmpty()
                && "'=+@\t\r-".indexOf(field.charAt(0)) >= 0
                && FORMULA.matcher(field).matches()
                && !NUMBER.matcher(field).matches();
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
