// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.csv;

import java.util.ArrayList;
import java.util.List;
import org.septum.common.text.CsvLine;

/** Reads back what was written as {@link CsvLine}s. */
final class Csv {

    private Csv() {}

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
