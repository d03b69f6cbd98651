// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.septum.api.UserError;
import org.septum.common.files.BoundedFile;
import org.septum.common.text.CsvRecords;

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

    private final Path file;
    private final boolean growing;
    private final List<String> columns;
    private int row;

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
    void forEach(Consumer<List<String>> rows) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + ": the file is missing; the run needs the reporter csv (report: [csv]), and must"
                    + " have come to its end");
        }
        try (Reader reader = new InputStreamReader(BoundedFile.stream(file, MOST_BYTES), StandardCharsets.UTF_8)) {
            row = 1;
            CsvRecords records = new CsvRecords(reader, growing, LONGEST_ROW, this::damaged);
            Optional<List<String>> header = records.next();
            if (header.isEmpty()) {
                throw damaged("it is empty");
            }
            check(header.get());
            if (!columns.equals(header.get())) {
                throw damaged("its columns are not " + String.join(",", columns));
            }
            row++;
            for (var fields = records.next(); fields.isPresent(); fields = records.next()) {
                check(fields.get());
                rows.accept(fields.get());
                if (row > MOST_ROWS) {
                    throw damaged("it has more rows than " + MOST_ROWS);
                }
                row++;
            }
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw BoundedFile.noMemory(file, file.toFile().length(), e);
        }
    }

    private void check(List<String> fields) {
        if (fields.size() != columns.size()) {
            throw damaged(
                    fields.size() > columns.size() ? "it has more fields" : "it has " + fields.size() + " fields");
        }
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
        return new UserError(file + ":" + row + ": not a table of this version's reporter csv: " + what
                + "; allowed are rows of " + String.join(",", columns));
    }

    static String shortened(String field) {
        return field.length() > 40 ? field.substring(0, 40) + "..." : field;
    }
}
