// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.List;
import org.septum.api.compare.Table;
import org.septum.compare.model.Comparison;

/** What a reader of a variant's scores must know, as the last column of every table with scores. */
final class Marks {

    private Marks() {}

    static String of(Comparison comparison, int variant) {
        return String.join(", ", comparison.marks().get(variant));
    }

    /** The table without its last column if no variant has a mark. */
    static Table unlessEmpty(Table table) {
        int last = table.columns().size() - 1;
        if (!table.rows().stream().allMatch(row -> row.get(last).isEmpty())) {
            return table;
        }
        List<List<String>> rows =
                table.rows().stream().map(row -> row.subList(0, last)).toList();
        return new Table(table.title(), table.columns().subList(0, last), rows);
    }
}
