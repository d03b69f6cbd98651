// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.csv;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.septum.api.UserError;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.BoundedFile;
import org.septum.common.text.CsvLine;
import org.septum.common.text.CsvRecords;

/**
 * A CSV file that grows while a run goes on: each writing appends the rows that have come since the last one. A process that is
 * killed amid it may leave a part of a row, which {@link #keepRowsBefore} does not take over.
 */
final class CsvTable {

    private static final System.Logger LOG = System.getLogger(CsvTable.class.getName());

    /** Ten million rows stay below this. */
    private static final long MOST_BYTES = 1L << 30;

    private final Path file;
    private final List<String> columns;
    private final Object writing = new Object();

    /** What the file does not hold yet. */
    private final StringBuilder pending;

    /** How many characters were pending before these, since the beginning. */
    private long written;

    /** The file's length as this table has left it, in bytes; -1 before the first writing, which replaces the file. */
    private long length = -1;

    CsvTable(Path file, List<String> columns) {
        this.file = file;
        this.columns = columns;
        pending = new StringBuilder(CsvLine.of(columns));
    }

    /**
     * Takes over the whole rows that the file already holds with a number below the given one, as far as they are wanted.
     * To be called before any row is added.
     *
     * @throws UserError if the file is not one that this table has written
     */
    void keepRowsBefore(String counted, long first, Predicate<List<String>> wanted) {
        if (!Files.exists(file)) {
            return;
        }
        int column = columns.indexOf(counted);
        StringBuilder kept = new StringBuilder();
        try (Reader reader = new InputStreamReader(BoundedFile.stream(file, MOST_BYTES), StandardCharsets.UTF_8)) {
            CsvRecords records = new CsvRecords(reader, true, Integer.MAX_VALUE, this::damaged);
            if (!records.next().equals(Optional.of(columns))) {
                throw damaged("its first line is not " + String.join(",", columns));
            }
            for (var next = records.next(); next.isPresent(); next = records.next()) {
                List<String> row = next.get();
                if (row.size() != columns.size()) {
                    throw damaged("a row has " + row.size() + " fields instead of " + columns.size());
                }
                if (!row.get(column).matches("\\d{1,18}")) {
                    throw damaged("a row has no number in the column " + counted);
                }
                if (Long.parseLong(row.get(column)) < first && wanted.test(row)) {
                    kept.append(CsvLine.of(row));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        add(kept.toString());
    }

    void add(String... fields) {
        add(List.of(fields));
    }

    void add(List<String> fields) {
        add(CsvLine.of(fields));
    }

    private synchronized void add(String rows) {
        pending.append(rows);
    }

    /** Writes what has come since the last writing. */
    void write() {
        rowsOfNow().run();
    }

    /** What writes the rows that are there now; it may be done later and in another thread, or never. */
    Runnable rowsOfNow() {
        long end = end();
        return () -> write(end);
    }

    private synchronized long end() {
        return written + pending.length();
    }

    private synchronized String until(long end) {
        return pending.substring(0, (int) Math.max(0, end - written));
    }

    private synchronized void forget(int characters) {
        pending.delete(0, characters);
        written += characters;
    }

    /** Rows may be added meanwhile: the training does not wait for the disk. */
    private void write(long end) {
        synchronized (writing) {
            String rows = until(end);
            if (rows.isEmpty()) {
                return;
            }
            append(rows);
            forget(rows.length());
        }
    }

    private void append(String rows) {
        byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
        if (length >= 0 && size() >= length) {
            AtomicFile.append(file, length, bytes);
            length += bytes.length;
            return;
        }
        if (length >= 0) {
            LOG.log(Level.WARNING, "{0} was removed or cut while the run went on; its rows until now are lost", file);
            bytes = (CsvLine.of(columns) + rows).getBytes(StandardCharsets.UTF_8);
        }
        byte[] all = bytes;
        AtomicFile.write(file, out -> out.write(all));
        length = all.length;
    }

    /** The file's length; -1 where it is not there. */
    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }

    private UserError damaged(String what) {
        return new UserError(
                file + " cannot be continued: " + what + "; move it away to resume the run without its rows");
    }
}
