// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.septum.api.UserError;
import org.septum.common.files.BoundedFile;
import org.septum.common.text.CsvLine;

/**
 * A table of a run folder: comma-separated values with the quoting of RFC 4180, its first line the columns' names. It is read
 * as a stream and may come from anyone: its size, its rows and their length are bounded.
 */
final class CsvFile {

    /** A hundred million characters of cases are a million samples. */
    static final long MOST_BYTES = 1L << 30;

    private static final int MOST_ROWS = 10_000_000;

    /** Names of cases are paths at most. */
    private static final int LONGEST_ROW = 1 << 16;

    /** Numbers in their shortest form have thirty characters at most. */
    private static final int LONGEST_NUMBER = 100;

    private static final int BUFFER = 1 << 14;

    private final Path file;
    private final boolean growing;
    private final List<String> columns;

    /** What was read and is not taken apart yet: from {@link #position} to {@link #end}. */
    private char[] text;

    private int position;
    private int end;
    private int row;

    /** Takes a row. */
    @FunctionalInterface
    interface Rows {
        /** @param fields used again for the next row */
        void accept(String[] fields);
    }

    private CsvFile(Path file, boolean growing, List<String> columns) {
        this.file = file;
        this.growing = growing;
        this.columns = columns;
    }

    /** A table that is written at once. */
    static CsvFile whole(Path file, List<String> columns) {
        return new CsvFile(file, false, columns);
    }

    /** A table to which a run appends: behind its last line feed there may be a part of a row, which does not count. */
    static CsvFile growing(Path file, List<String> columns) {
        return new CsvFile(file, true, columns);
    }

    /**
     * Reads the rows one by one.
     *
     * @throws UserError if the file is missing or too large, has other columns, or a row is too long or has another number of
     *     fields
     */
    void forEach(Rows rows) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + ": the file is missing; the run needs the reporter csv (report: [csv]), and must"
                    + " have come to its end");
        }
        try (Reader reader = new InputStreamReader(BoundedFile.stream(file, MOST_BYTES), StandardCharsets.UTF_8)) {
            text = new char[BUFFER];
            position = 0;
            end = 0;
            row = 0;
            read(reader, rows);
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw BoundedFile.noMemory(file, file.toFile().length(), e);
        } finally {
            text = null;
        }
    }

    private void read(Reader reader, Rows rows) throws IOException {
        String[] fields = new String[columns.size()];
        boolean more = true;
        while (true) {
            int next = rowEnd();
            while (next < 0 && more) {
                more = fill(reader);
                next = rowEnd();
            }
            if (next < 0) {
                if (position == end || growing) {
                    break;
                }
                next = end;
            }
            row++;
            record(fields, next);
            position = next + 1;
            if (row == 1) {
                if (!columns.equals(List.of(fields))) {
                    throw damaged("its columns are not " + String.join(",", columns));
                }
            } else {
                rows.accept(fields);
            }
            if (row > MOST_ROWS) {
                throw damaged("it has more rows than " + MOST_ROWS);
            }
            if (position > end) {
                break;
            }
        }
        if (row == 0) {
            throw damaged("it is empty");
        }
    }

    /** Where the line feed stands that ends the next row; -1 if it has not been read yet. */
    private int rowEnd() {
        boolean quoted = false;
        for (int i = position; i < end; i++) {
            char c = text[i];
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\n' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /** Moves what is left to the front and reads on; whether there was more. */
    private boolean fill(Reader reader) throws IOException {
        int left = end - position;
        if (left > LONGEST_ROW) {
            row++;
            throw damaged("it is longer than " + LONGEST_ROW + " characters");
        }
        char[] target = left > text.length / 2 ? new char[2 * text.length] : text;
        System.arraycopy(text, position, target, 0, left);
        text = target;
        position = 0;
        end = left;
        int read = reader.read(text, end, text.length - end);
        end += Math.max(read, 0);
        return read >= 0;
    }

    /** Takes the row apart that ends at a place. */
    private void record(String[] fields, int rowEnd) {
        int start = position;
        for (int i = 0; i < fields.length; i++) {
            int fieldEnd = fieldEnd(start, rowEnd);
            boolean last = i == fields.length - 1;
            if (last != (fieldEnd == rowEnd)) {
                throw damaged(last ? "it has more fields" : "it has " + (i + 1) + " fields");
            }
            // Most fields say what they said in the row before.
            if (fields[i] == null || !isAt(fields[i], start, fieldEnd)) {
                fields[i] = unquoted(new String(text, start, fieldEnd - start));
            }
            start = fieldEnd + 1;
        }
    }

    private boolean isAt(String field, int start, int fieldEnd) {
        if (field.length() != fieldEnd - start) {
            return false;
        }
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) != text[start + i]) {
                return false;
            }
        }
        return true;
    }

    private int fieldEnd(int start, int rowEnd) {
        boolean quoted = false;
        for (int i = start; i < rowEnd; i++) {
            if (text[i] == '"') {
                quoted = !quoted;
            } else if (text[i] == ',' && !quoted) {
                return i;
            }
        }
        if (quoted) {
            throw damaged("a quotation is not closed");
        }
        return rowEnd;
    }

    private static String unquoted(String field) {
        boolean quoted = field.length() > 1 && field.startsWith("\"") && field.endsWith("\"");
        return CsvLine.text(quoted ? field.substring(1, field.length() - 1).replace("\"\"", "\"") : field);
    }

    /** A number as the reporter {@code csv} writes it, in the present row. */
    double number(String field) {
        return switch (field) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (field.length() <= LONGEST_NUMBER) {
                    try {
                        yield Double.parseDouble(field);
                    } catch (NumberFormatException e) {
                        // Told below.
                    }
                }
                throw damaged("found '" + shortened(field) + "' where a number is needed");
            }
        };
    }

    /** An epoch or another number that counts, in the present row. */
    int count(String field) {
        if (field.length() > 9 || field.isEmpty() || !field.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw damaged("found '" + shortened(field) + "' where a whole number of at most nine digits is needed");
        }
        return Integer.parseInt(field);
    }

    /** The error about the present row. */
    UserError damaged(String what) {
        return new UserError(file + ":" + Math.max(1, row) + ": not a table of this version's reporter csv: " + what
                + "; allowed are rows of " + String.join(",", columns));
    }

    static String shortened(String field) {
        return field.length() > 40 ? field.substring(0, 40) + "..." : field;
    }
}
