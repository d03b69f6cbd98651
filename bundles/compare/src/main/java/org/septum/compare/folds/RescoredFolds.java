// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.folds;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.septum.api.report.CaseValue;
import org.septum.common.files.AtomicFile;
import org.septum.common.run.RunFiles;
import org.septum.common.text.CsvLine;
import org.septum.services.compare.PairedIntervals;
import org.septum.services.compare.Table;
import org.septum.services.compare.Table.Column;

/**
 * Cross-validated scores once more, with post-processing.
 *
 * @param name of variant and seed
 * @param with the scores of all cases with it
 */
public record RescoredFolds(String name, List<CaseValue> with) {

    private static final List<Column> COLUMNS = List.of(
            Column.text("score"),
            Column.text("class"),
            Column.number("without"),
            Column.number("with"),
            Column.number("change"),
            Column.number("95 % from"),
            Column.number("to"),
            Column.number("cases"),
            Column.number("groups"));

    /** The means over the cases where a score is defined without and with it. */
    public Table table(List<PairedIntervals.Change> changes) {
        boolean heads =
                changes.stream().map(PairedIntervals.Change::head).distinct().count() > 1;
        List<List<String>> rows = new ArrayList<>();
        for (PairedIntervals.Change change : changes) {
            rows.add(List.of(
                    (heads ? change.head() + "/" : "") + change.metric(),
                    CrossValidation.shown(change.className()),
                    CrossValidation.text(change.before()),
                    CrossValidation.text(change.after()),
                    CrossValidation.text(change.after() - change.before()),
                    CrossValidation.text(change.low()),
                    CrossValidation.text(change.high()),
                    Integer.toString(change.cases()),
                    Integer.toString(change.groups())));
        }
        return new Table(name + ": the same cases without and with the post-processing that is kept", COLUMNS, rows);
    }

    /**
     * Writes the scores of all cases, with the columns of a run's cases.csv.
     *
     * @param folder which is there
     * @return the file
     */
    public Path write(Path folder) {
        StringBuilder text = new StringBuilder(CsvLine.of(RunFiles.CASES_COLUMNS));
        with.forEach(value -> text.append(CsvLine.of(RunFiles.caseRow(value))));
        Path file = folder.resolve(CrossValidation.fileName(name) + "-cases-with-post-processing.csv");
        AtomicFile.write(file, text.toString());
        return file;
    }
}
