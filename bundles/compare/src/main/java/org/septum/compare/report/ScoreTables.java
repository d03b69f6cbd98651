// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.septum.api.metric.ScoreNames;
import org.septum.compare.model.Comparison;
import org.septum.compare.model.Cost;
import org.septum.compare.model.Joined;
import org.septum.compare.model.Row;
import org.septum.compare.stats.Interval;
import org.septum.compare.stats.PairedDifference;
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

    /** A column and what it shows of a row. */
    private record Column(Table.Column heading, Function<Row, String> cell) {}

    private static Column text(String heading, Function<Row, String> cell) {
        return new Column(Table.Column.text(heading), cell);
    }

    private static Column number(String heading, Function<Row, String> cell) {
        return new Column(Table.Column.number(heading), cell);
    }

    /** A number about the difference to the baseline; the baseline itself has none. */
    private static Column paired(String heading, Function<PairedDifference, String> cell) {
        return number(heading, row -> row.difference().map(cell).orElse(""));
    }

    private Table table(List<Column> columns, Predicate<Row> shown) {
        return new Table(
                "Scores on the " + comparison.part() + " data",
                columns.stream().map(Column::heading).toList(),
                comparison.rows().stream()
                        .filter(shown)
                        .map(row -> columns.stream()
                                .map(column -> column.cell().apply(row))
                                .toList())
                        .toList());
    }

    /** The columns of the page: all that people read, in single cells that can be sorted. */
    Table page() {
        List<Column> columns = new ArrayList<>(List.of(text("score", row -> name(row.joined()))));
        all().stream()
                .filter(column -> !NOT_ON_PAGE.contains(column.heading().heading()))
                .forEach(columns::add);
        return Marks.unlessEmpty(table(columns, row -> true));
    }

    /** Every column, for other programs. */
    Table full() {
        return table(all(), row -> true);
    }

    private List<Column> all() {
        return List.of(
                text("head", row -> row.joined().score().head()),
                text("metric", row -> row.joined().score().metric()),
                text("class", row -> row.joined().score().className()),
                text("variant", this::label),
                number("runs", row -> Integer.toString(row.runs())),
                text("unit", row -> row.joined().unit()),
                number("cases", row -> Integer.toString(row.cases())),
                number("tests", row -> Integer.toString(row.tests())),
                number("undefined", row -> Integer.toString(row.undefined())),
                number("mean", row -> digits.quantity(row.mean())),
                number("SD over seeds", row -> digits.quantity(row.seedSpread())),
                number("SD over cases", row -> digits.quantity(row.caseSpread())),
                paired("difference", paired -> digits.difference(paired.mean())),
                paired("95 % low", paired -> digits.difference(paired.interval().low())),
                paired(
                        "95 % high",
                        paired -> digits.difference(paired.interval().high())),
                paired("patients", paired -> Integer.toString(paired.patients())),
                paired("p", paired -> digits.probability(paired.test().p())),
                number("p (Holm)", this::adjusted),
                text(
                        "exact p",
                        row -> row.difference()
                                .map(paired -> paired.test().exact() ? "yes" : "no")
                                .orElse("")),
                paired("effect d", paired -> digits.effect(paired.effect())),
                paired("effect r", paired -> digits.effect(paired.test().rankBiserial())),
                paired("detectable", paired -> digits.quantity(paired.detectable())),
                text("marks", row -> Marks.of(comparison, row)));
    }

    /**
     * The columns that fit on a terminal and on paper.
     *
     * @param overallOnly whether scores of single classes are left out
     */
    Table compact(boolean overallOnly) {
        List<Column> columns = List.of(
                text("score", row -> name(row.joined())),
                text("variant", this::label),
                number("cases", ScoreTables::cases),
                number("mean", row -> digits.quantity(row.mean())),
                number("SD seeds", row -> digits.quantity(row.seedSpread())),
                number("SD cases", row -> digits.quantity(row.caseSpread())),
                number("difference", this::difference),
                text(
                        "95 % interval",
                        row -> row.difference()
                                .map(paired -> interval(paired.interval()))
                                .orElse("")),
                paired("patients", paired -> Integer.toString(paired.patients())),
                paired("p", paired -> digits.probability(paired.test().p())),
                number("p (Holm)", this::adjusted),
                paired("d", paired -> digits.effect(paired.effect())),
                paired("detectable", paired -> digits.quantity(paired.detectable())),
                text("marks", row -> Marks.of(comparison, row)));
        return Marks.unlessEmpty(
                table(columns, row -> !overallOnly || row.joined().score().overall()));
    }

    private String adjusted(Row row) {
        return row.difference().isPresent() ? digits.probability(row.adjusted()) : "";
    }

    private String difference(Row row) {
        String none = row.variant() == 0 ? "baseline" : "no case";
        return row.difference().map(paired -> digits.difference(paired.mean())).orElse(none);
    }

    private String interval(Interval interval) {
        return "[" + digits.difference(interval.low()) + ", " + digits.difference(interval.high()) + "]";
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
                Table.Column.text("variant"),
                Table.Column.number("runs"),
                Table.Column.number("step (s)"),
                Table.Column.number("total (s)"),
                Table.Column.number("peak memory (MB)"),
                Table.Column.number("parameters"),
                Table.Column.number("GFLOP per step"));
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
