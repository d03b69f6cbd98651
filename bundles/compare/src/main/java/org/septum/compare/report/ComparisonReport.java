// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.septum.api.Printable;
import org.septum.api.UserError;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.OutputFolder;
import org.septum.compare.model.Comparison;
import org.septum.services.compare.Table;

/** A comparison's files and its tables for the terminal. */
public final class ComparisonReport {

    /** A terminal gets the scores of all classes up to this many rows, otherwise those over all classes alone. */
    private static final int MOST_ROWS = 40;

    private final Comparison comparison;

    public ComparisonReport(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Scores and costs. */
    public List<Table> tables() {
        ScoreTables tables = new ScoreTables(comparison, Digits.ROUNDED);
        return List.of(compact(tables), tables.costs());
    }

    private Table compact(ScoreTables tables) {
        boolean overall = comparison.rows().size() > MOST_ROWS
                && comparison.scores().stream()
                        .anyMatch(joined -> joined.score().overall());
        return tables.compact(overall);
    }

    /** What the tables' reader must know. */
    public List<String> notes() {
        return Notes.of(comparison);
    }

    /**
     * Writes comparison.html, .md, .csv (every digit) and .tex, and costs.csv.
     *
     * @param pictures for the page: a PNG file, or none
     * @throws UserError if the folder cannot be made
     */
    public List<Path> write(Path folder, Optional<byte[]> pictures) {
        OutputFolder.make(folder);
        ScoreTables full = new ScoreTables(comparison, Digits.FULL);
        List<Path> files = new ArrayList<>();
        files.add(write(folder.resolve("comparison.html"), new ComparisonPage(comparison, pictures).html()));
        files.add(write(folder.resolve("comparison.md"), markdown()));
        files.add(write(folder.resolve("comparison.csv"), TextFormats.csv(full.full())));
        files.add(write(folder.resolve("costs.csv"), TextFormats.csv(full.costs())));
        files.add(write(folder.resolve("comparison.tex"), latex()));
        return files;
    }

    private static Path write(Path file, String text) {
        AtomicFile.write(file, text);
        return file;
    }

    private String markdown() {
        ScoreTables scores = new ScoreTables(comparison, Digits.ROUNDED);
        CaseTables cases = new CaseTables(comparison, Digits.ROUNDED);
        List<Table> tables = new ArrayList<>(List.of(scores.compact(false), scores.costs()));
        List<Integer> drawn = ComparisonPage.drawn(comparison);
        for (Table table : List.of(cases.changed(drawn.subList(1, drawn.size())), cases.ranking())) {
            if (!table.rows().isEmpty()) {
                tables.add(table);
            }
        }
        if (!comparison.differences().isEmpty()) {
            tables.add(cases.settings());
        }
        StringBuilder text = new StringBuilder("# Comparison\n");
        for (Table table : tables) {
            text.append("\n## ")
                    .append(Printable.line(table.title()))
                    .append("\n\n")
                    .append(TextFormats.markdown(table));
        }
        text.append("\n## Notes\n\n");
        notes().forEach(note ->
                text.append("- ").append(TextFormats.markdown(note)).append('\n'));
        return text.toString();
    }

    private String latex() {
        ScoreTables scores = new ScoreTables(comparison, Digits.ROUNDED);
        return "% \\usepackage{booktabs}\n"
                + TextFormats.latex(
                        scores.compact(false),
                        scores.compact(false).title() + ". " + String.join(" ", Notes.scores(comparison)),
                        "scores")
                + TextFormats.latex(scores.costs(), scores.costs().title() + ". " + Notes.COSTS, "costs");
    }
}
