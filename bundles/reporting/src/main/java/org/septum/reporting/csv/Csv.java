// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.csv;

import java.util.ArrayList;
import java.util.List;
import org.septum.common.text.CsvLine;

/** What is written into {@link CsvLine}s, and read back from them. */
final class Csv {

    private Csv() {}

    /**
     * A number in the shortest decimal form that reads back to the same double. What is not finite is {@code nan},
     * {@code inf} or {@code -inf}, which pandas, NumPy and R read as such.
     */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return Double.toString(value);
    }

    /**
     * Takes text apart into records and their fields. What is behind the last record's line feed, left by a process that was
     * killed while it wrote, is no record.
     */
    static List<List<String>> wholeRecords(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                fields.add(CsvLine.text(field.toString()));
                field.setLength(0);
                if (c == '\n') {
                    records.add(List.copyOf(fields));
                    fields.clear();
                }
            } else if (c != '\r') {
                field.append(c);
            }
        }
        return records;
    }
}
