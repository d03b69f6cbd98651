// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.septum.api.UserError;
import org.septum.api.report.AtomicFile;

/** A CSV file that grows while a run goes on; each {@link #write} replaces the file by a longer one. */
final class CsvTable {

    private final Path file;
    private final List<String> columns;
    private final StringBuilder text;
    /** How many characters of the text the file holds; -1 before it is written. */
    private int written = -1;

    CsvTable(Path file, String... columns) {
        this.file = file;
        this.columns = List.of(columns);
        text = new StringBuilder(Csv.line(this.columns));
    }

    /**
     * Takes over the rows that the file already holds with a number below the given one, as far as they are wanted.
     *
     * @throws UserError if the file is not one that this table has written
     */
    void keepRowsBefore(String counted, long first, Predicate<List<String>> wanted) {
        if (!Files.exists(file)) {
            return;
        }
        List<List<String>> rows = readFile();
        int column = columns.indexOf(counted);
        if (rows.isEmpty() || !rows.get(0).equals(columns)) {
            throw damaged("its first line is not " + String.join(",", columns));
        }
        for (List<String> row : rows.subList(1, rows.size())) {
            if (row.size() != columns.size() || !row.get(column).matches("\\d{1,18}")) {
                throw damaged("a row reads " + String.join(",", row));
            }
            if (Long.parseLong(row.get(column)) < first && wanted.test(row)) {
                text.append(Csv.line(row));
            }
        }
    }

    void add(String... fields) {
        text.append(Csv.line(List.of(fields)));
    }

    /** Writes the file, unless nothing has come since. */
    void write() {
        rowsOfNow().run();
    }

    /** What writes the file as {@link #write} would now; it may be done later and in another thread. */
    Runnable rowsOfNow() {
        String rows = text.toString();
        return () -> write(rows);
    }

    private synchronized void write(String rows) {
        if (rows.length() > written) {
            AtomicFile.write(file, rows);
            written = rows.length();
        }
    }

    private List<List<String>> readFile() {
        try {
            return Csv.read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private UserError damaged(String what) {
        return new UserError(
                file + " cannot be continued: " + what + "; move it away to resume the run without its rows");
    }
}
