// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.ArrayList;
import java.util.List;
import org.septum.compare.model.Comparison;
import org.septum.compare.model.Row;
import org.septum.services.compare.Table;

/** What a reader of a variant's scores must know, as the last column of every table with scores. */
final class Marks {

    /** The fewest patients with which Wilcoxon's signed-rank test, two-sided, can reach p &lt; 0.05: 2 / 2^6 = 0.03. */
    static final int FEW_PATIENTS = 6;

    private Marks() {}

    /** Those of a row: its variant's, and what its own difference rests on. */
    static String of(Comparison comparison, Row row) {
        List<String> marks = new ArrayList<>(comparison.marks().get(row.variant()));
        if (hasFewPatients(row)) {
            marks.add("few patients");
        }
        return String.join(", ", marks);
    }

    static boolean hasFewPatients(Row row) {
        return row.difference()
                .filter(paired -> paired.patients() < FEW_PATIENTS)
                .isPresent();
    }

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
