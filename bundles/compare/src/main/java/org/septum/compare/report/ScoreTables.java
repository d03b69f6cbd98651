// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import static org.septum.services.compare.Table.Column.number;
import static org.septum.services.compare.Table.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.septum.api.metric.ScoreNames;
import org.septum.compare.model.Comparison;
import org.septum.compare.model.Cost;
import org.septum.compare.model.Joined;
import org.septum.compare.model.Row;
import org.septum.compare.stats.PairedDifference;
import org.septum.compare.stats.SignedRank;
import org.septum.services.compare.Table;

/** The tables of scores and of costs. */
final class ScoreTables {

    private static final Set<String> NOT_ON_PAGE = Set.of("head", "metric", "class", "unit", "exact p");

    private final Comparison comparison;
    private final Digits digits;

    ScoreTables(Comparison comparison, Digits digits) {
        this.comparison = comparison;
        this.digits = digits;
    }

    /** The columns of the page: all that people read, in single cells that can be sorted. */
    Table page() {
        Table full = full();
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < full.columns().size(); i++) {
            if (!NOT_ON_PAGE.contains(full.columns().get(i).heading())) {
                kept.add(i);
            }
        }
        List<Table.Column> columns = new ArrayList<>(List.of(text("score")));
        kept.forEach(i -> columns.add(full.columns().get(i)));
        List<List<String>> rows = new ArrayList<>();
        for (int r = 0; r < full.rows().size(); r++) {
            List<String> row =
                    new ArrayList<>(List.of(name(comparison.rows().get(r).joined())));
            for (int i : kept) {
                row.add(full.rows().get(r).get(i));
            }
            rows.add(row);
        }
        return Marks.unlessEmpty(new Table(full.title(), columns, rows));
    }

    /** Every column, for other programs. */
    Table full() {
        List<Table.Column> columns = List.of(
                text("head"),
                text("metric"),
                text("class"),
                text("variant"),
                number("runs"),
                text("unit"),
                number("cases"),
                number("tests"),
                number("undefined"),
                number("mean"),
                number("SD over seeds"),
                number("SD over cases"),
                number("difference"),
                number("95 % low"),
                number("95 % high"),
                number("patients"),
                number("p"),
                number("p (Holm)"),
                text("exact p"),
                number("effect d"),
                number("effect r"),
                number("detectable"),
                text("marks"));
        List<List<String>> rows = new ArrayList<>();
        comparison.rows().forEach(row -> rows.add(full(row)));
        return new Table("Scores on the " + comparison.part() + " data", columns, rows);
    }

    private List<String> full(Row row) {
        Joined joined = row.joined();
        List<String> cells = new ArrayList<>(List.of(
                joined.score().head(),
                joined.score().metric(),
                joined.score().className(),
                label(row),
                Integer.toString(row.runs()),
                joined.unit(),
                Integer.toString(row.cases()),
                Integer.toString(row.tests()),
                Integer.toString(row.undefined()),
                digits.quantity(row.mean()),
                digits.quantity(row.seedSpread()),
                digits.quantity(row.caseSpread())));
        if (row.difference().isPresent()) {
            PairedDifference paired = row.difference().get();
            SignedRank test = paired.test();
            cells.addAll(List.of(
                    digits.difference(paired.mean()),
                    digits.difference(paired.interval().low()),
                    digits.difference(paired.interval().high()),
                    Integer.toString(paired.patients()),
                    digits.probability(test.p()),
                    digits.probability(row.adjusted()),
                    test.exact() ? "yes" : "no",
                    digits.effect(paired.effect()),
                    digits.effect(test.rankBiserial()),
                    digits.quantity(paired.detectable())));
        } else {
            cells.addAll(List.of("", "", "", "", "", "", "", "", "", ""));
        }
        cells.add(Marks.of(comparison, row));
        return cells;
    }

    /**
     * The columns that fit on a terminal and on paper.
     *
     * @param overallOnly whether scores of single classes are left out
     */
    Table compact(boolean overallOnly) {
        List<Table.Column> columns = List.of(
                text("score"),
                text("variant"),
                number("cases"),
                number("mean"),
                number("SD seeds"),
                number("SD cases"),
                number("difference"),
                text("95 % interval"),
                number("patients"),
                number("p"),
                number("p (Holm)"),
                number("d"),
                number("detectable"),
                text("marks"));
        List<List<String>> rows = new ArrayList<>();
        comparison.rows().stream()
                .filter(row -> !overallOnly || row.joined().score().overall())
                .forEach(row -> rows.add(compact(row)));
        return Marks.unlessEmpty(new Table("Scores on the " + comparison.part() + " data", columns, rows));
    }

    private List<String> compact(Row row) {
        List<String> cells = new ArrayList<>(List.of(
                name(row.joined()),
                label(row),
                cases(row),
                digits.quantity(row.mean()),
                digits.quantity(row.seedSpread()),
                digits.quantity(row.caseSpread())));
        if (row.difference().isPresent()) {
            PairedDifference paired = row.difference().get();
            cells.addAll(List.of(
                    digits.difference(paired.mean()),
                    "[" + digits.difference(paired.interval().low()) + ", "
                            + digits.difference(paired.interval().high()) + "]",
                    Integer.toString(paired.patients()),
                    digits.probability(paired.test().p()),
                    digits.probability(row.adjusted()),
                    digits.effect(paired.effect()),
                    digits.quantity(paired.detectable())));
        } else {
            cells.addAll(List.of(row.variant() == 0 ? "baseline" : "no case", "", "", "", "", "", ""));
        }
        cells.add(Marks.of(comparison, row));
        return cells;
    }

    /** The different cases, and how often they were tested where that is more often than once. */
    private static String cases(Row row) {
        List<String> more = new ArrayList<>();
        if (row.tests() > row.cases()) {
            more.add(row.tests() + " tests");
        }
        if (row.undefined() > 0) {
            more.add("+" + row.undefined() + " undefined");
        }
        return row.cases() + (more.isEmpty() ? "" : " (" + String.join(", ", more) + ")");
    }

    Table costs() {
        List<Table.Column> columns = List.of(
                text("variant"),
                number("runs"),
                number("step (s)"),
                number("total (s)"),
                number("peak memory (MB)"),
                number("parameters"),
                number("GFLOP per step"));
        List<List<String>> rows = new ArrayList<>();
        for (int v = 0; v < comparison.variants().size(); v++) {
            Cost cost = comparison.costs().get(v);
            rows.add(List.of(
                    comparison.variants().get(v).label(),
                    Integer.toString(comparison.variants().get(v).runs().size()),
                    digits.cost(cost.stepSeconds()),
                    digits.cost(cost.totalSeconds()),
                    digits.count(cost.peakMegabytes()),
                    digits.count(cost.parameters()),
                    digits.cost(cost.gigaflop())));
        }
        return new Table("Costs: means over the runs, the largest for the memory", columns, rows);
    }

    private String label(Row row) {
        return comparison.variants().get(row.variant()).label();
    }

    /** A score's name in tables: head, metric and class, the part of the data left out. */
    static String name(Joined joined) {
        return joined.score().head() + "/" + joined.score().metric()
                + (joined.score().className().equals(ScoreNames.WHOLE)
                        ? ""
                        : "/" + joined.score().className());
    }
}
