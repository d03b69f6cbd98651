// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.septum.api.UserError;
import org.septum.api.report.CsvLine;

/** A table of a run folder: comma-separated values with the quoting of RFC 4180, its first line the columns' names. */
final class CsvFile {

    private final Path file;
    private final boolean growing;
    private final List<String> columns;

    private CsvFile(Path file, boolean growing, List<String> columns) {
        this.file = file;
        this.growing = growing;
        this.columns = columns;
    }

    /** A table that is written at once. */
    static CsvFile whole(Path file, String... columns) {
        return new CsvFile(file, false, List.of(columns));
    }

    /** A table to which a run appends: behind its last line feed there may be a part of a row, which does not count. */
    static CsvFile growing(Path file, String... columns) {
        return new CsvFile(file, true, List.of(columns));
    }

    /**
     * Reads the rows one by one; the array is used again for the next row.
     *
     * @throws UserError if the file is missing, has other columns, or a row has another number of fields
     */
    void forEach(Consumer<String[]> rows) {
        String text = text();
        String[] fields = new String[columns.size()];
        int position = 0;
        int line = 0;
        while (position < text.length()) {
            position = record(text, position, fields, ++line);
            if (line == 1) {
                if (!columns.equals(List.of(fields))) {
                    throw damaged(line, "its columns are not " + String.join(",", columns));
                }
            } else {
                rows.accept(fields);
            }
        }
        if (line == 0) {
            throw damaged(1, "it is empty");
        }
    }

    /** Reads one record and returns where the next begins. */
    private int record(String text, int start, String[] fields, int line) {
        int position = start;
        for (int i = 0; i < fields.length; i++) {
            boolean last = i == fields.length - 1;
            int end = fieldEnd(text, position, line);
            // Most fields say what they said in the row before.
            boolean same =
                    fields[i] != null && fields[i].length() == end - position && text.startsWith(fields[i], position);
            if (!same) {
                fields[i] = unquoted(text.substring(position, end));
            }
            boolean atEnd = end == text.length() || text.charAt(end) == '\n';
            if (atEnd != last) {
                throw damaged(line, atEnd ? "it has " + (i + 1) + " fields" : "it has more fields");
            }
            position = end + 1;
        }
        return position;
    }

    private int fieldEnd(String text, int start, int line) {
        int end = start;
        if (start < text.length() && text.charAt(start) == '"') {
            end++;
            while (true) {
                end = text.indexOf('"', end);
                if (end < 0) {
                    throw damaged(line, "a quotation is not closed");
                }
                if (end + 1 >= text.length() || text.charAt(end + 1) != '"') {
                    break;
                }
                end += 2;
            }
        }
        while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != '\n') {
            end++;
        }
        return end;
    }

    private static String unquoted(String field) {
        return CsvLine.text(
                field.startsWith("\"") ? field.substring(1, field.length() - 1).replace("\"\"", "\"") : field);
    }

    /** A number as the reporter {@code csv} writes it. */
    double number(String field) {
        return switch (field) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(field);
                } catch (NumberFormatException e) {
                    throw new UserError(file + ": found '" + field + "' where a number is needed", e);
                }
            }
        };
    }

    private String text() {
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + ": the file is missing; the run needs the reporter csv (report: [csv]), and must"
                    + " have come to its end");
        }
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return growing ? text.substring(0, text.lastIndexOf('\n') + 1) : text;
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private UserError damaged(int line, String what) {
        return new UserError(file + ":" + line + ": not a table of this version's reporter csv: " + what
                + "; allowed are " + String.join(",", columns));
    }
}
