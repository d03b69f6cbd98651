// SPDX-License-Identifier: Apache-2.0
package org.septum.services.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for people, its cells already text.
 *
 * @param title what it shows; its footnotes and marks included
 * @param rows each with as many cells as there are columns
 */
public record Table(String title, List<Column> columns, List<List<String>> rows) {

    /**
     * A column.
     *
     * @param number whether its cells are numbers, set to the right
     */
    public record Column(String heading, boolean number) {

        /** A column of texts. */
        public static Column text(String heading) {
            return new Column(heading, false);
        }

        /** A column of numbers. */
        public static Column number(String heading) {
            return new Column(heading, true);
        }
    }

    /**
     * @throws IllegalArgumentException if a row has more or fewer cells than there are columns
     */
    public Table {
        columns = List.copyOf(columns);
        List<List<String>> copies = new ArrayList<>(rows.size());
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row.size() + " cells in a table of " + columns.size() + " columns");
            }
            copies.add(List.copyOf(row));
        }
        rows = List.copyOf(copies);
    }
}
