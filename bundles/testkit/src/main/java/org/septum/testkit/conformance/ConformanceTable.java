// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a backend passes, case by case: the tests fill it in, and the build keeps it under target/. */
public final class ConformanceTable {

    private final String backend;
    private final Map<String, Map<String, Cell>> rows = new TreeMap<>();

    private record Cell(double deviation, double limit) {

        boolean passes() {
            return deviation <= limit;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, passes() ? "passes, %.1e" : "FAILS, %.1E", deviation);
        }
    }

    public ConformanceTable(String backend) {
        this.backend = backend;
    }

    /**
     * Takes note of a deviation and returns whether it is within the limit.
     *
     * @param column what was run, for example "float32, 1 thread"
     */
    public synchronized boolean passes(String name, String column, double deviation, double limit) {
        Cell cell = new Cell(deviation, limit);
        rows.computeIfAbsent(name, key -> new TreeMap<>()).put(column, cell);
        return cell.passes();
    }

    /** Writes the table in Markdown, creating folders as needed. */
    public synchronized void write(Path file) throws IOException {
        Set<String> columns = new TreeSet<>();
        rows.values().forEach(row -> columns.addAll(row.keySet()));
        StringBuilder text = new StringBuilder("# The backend " + backend + " against the conformance cases\n\n"
                + "Largest deviations, and those beyond the case's tolerance in capitals.\n\n| case | ");
        text.append(String.join(" | ", columns)).append(" |\n|---|").append("---|".repeat(columns.size()));
        rows.forEach((name, row) -> {
            text.append("\n| ").append(name);
            columns.forEach(column -> text.append(" | ").append(row.containsKey(column) ? row.get(column) : "-"));
            text.append(" |");
        });
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.append('\n'));
    }
}
