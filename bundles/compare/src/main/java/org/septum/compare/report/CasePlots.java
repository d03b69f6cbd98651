// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.List;
import java.util.stream.DoubleStream;
import org.septum.common.page.Axis;
import org.septum.common.page.Chart;
import org.septum.common.page.Markup;
import org.septum.compare.model.Comparison;
import org.septum.compare.model.Joined;
import org.septum.compare.model.Row;
import org.septum.compare.stats.Interval;

/** Plots of single cases: the baseline's score against a variant's, and the differences with their interval. */
final class CasePlots {

    private static final double SIDE = 240;
    private static final double LEFT = 40;
    private static final double RIGHT = SIDE - 16;
    private static final double TOP = 8;
    private static final double BOTTOM = SIDE - 40;
    private static final double WIDTH = 900;
    private static final double NAME = 200;
    private static final double LINE = 26;

    private final Comparison comparison;
    private final Joined joined;

    CasePlots(Comparison comparison, Joined joined) {
        this.comparison = comparison;
        this.joined = joined;
    }

    /** A square plot for each variant: a dot for each case, on the diagonal where nothing changed. */
    void paired(Markup page, List<Integer> shown) {
        double[] all = DoubleStream.concat(
                        DoubleStream.of(joined.values()[0]),
                        shown.stream().flatMapToDouble(v -> DoubleStream.of(joined.values()[v])))
                .toArray();
        if (DoubleStream.of(all).noneMatch(Double::isFinite)) {
            return;
        }
        Axis x = Axis.around(all, 4, LEFT, RIGHT);
        Axis y = Axis.around(all, 4, BOTTOM, TOP);
        page.open("div", "class", "squares");
        for (int v : shown) {
            page.open("figure", "class", "chart")
                    .element("figcaption", comparison.variants().get(v).label());
            Chart chart = new Chart(page, SIDE, SIDE, "Each case's score against the baseline's");
            chart.columns(x, TOP, BOTTOM);
            chart.labels(x, BOTTOM + 14);
            chart.rows(y, "", LEFT, RIGHT);
            chart.line("mark", x.at(x.from()), y.at(x.from()), x.at(x.to()), y.at(x.to()));
            chart.text("baseline", RIGHT, SIDE - 8, "end");
            chart.group("dots " + Curves.style(v));
            for (int e = 0; e < joined.cases().size(); e++) {
                double before = joined.values()[0][e];
                double after = joined.values()[v][e];
                if (Double.isFinite(before) && Double.isFinite(after)) {
                    String title = joined.cases().get(e) + ": " + Digits.ROUNDED.quantity(before) + " to "
                            + Digits.ROUNDED.quantity(after);
                    chart.dot(x.at(before), y.at(after), 3, title);
                }
            }
            chart.close();
            chart.close();
            page.close();
        }
        page.close();
    }

    /** A line for each variant: the differences of the cases as dots, their mean and its interval as a bar. */
    void differences(Markup page, List<Integer> shown) {
        List<Row> rows = comparison.rows(joined).stream()
                .filter(row -> shown.contains(row.variant()) && row.difference().isPresent())
                .toList();
        DoubleStream all = rows.stream().flatMapToDouble(row -> DoubleStream.of(differences(row)));
        double[] withZero = DoubleStream.concat(DoubleStream.of(0), all).toArray();
        Axis x = Axis.around(withZero, 8, NAME, WIDTH - 20);
        double height = rows.size() * LINE + 30;
        page.open("figure", "class", "chart wide");
        Chart chart = new Chart(page, WIDTH, height, "Differences to the baseline by variant");
        chart.columns(x, 4, height - 24);
        chart.line("zero", x.at(0), 4, x.at(0), height - 24);
        chart.labels(x, height - 8);
        for (int i = 0; i < rows.size(); i++) {
            line(chart, rows.get(i), x, 4 + LINE * (i + 0.5));
        }
        chart.close();
        page.close();
    }

    private void line(Chart chart, Row row, Axis x, double y) {
        String label = comparison.variants().get(row.variant()).label();
        String name = label.length() > 28 ? label.substring(0, 27) + "\u2026" : label;
        chart.group("dots " + Curves.style(row.variant()));
        chart.text(name, NAME - 10, y + 4, "end");
        double[] differences = differences(row);
        for (int e = 0; e < differences.length; e++) {
            if (Double.isFinite(differences[e])) {
                chart.dot(x.at(differences[e]), y + Chart.offset(e), 2.2);
            }
        }
        Interval interval = row.difference().orElseThrow().interval();
        if (Double.isFinite(interval.low())) {
            chart.line("interval", x.at(interval.low()), y, x.at(interval.high()), y);
        }
        double mean = x.at(row.difference().orElseThrow().mean());
        chart.line("interval", mean, y - 7, mean, y + 7);
        chart.close();
    }

    /** The differences of the cases to the baseline, entry by entry. */
    private double[] differences(Row row) {
        double[] differences = joined.values()[row.variant()].clone();
        for (int e = 0; e < differences.length; e++) {
            differences[e] -= joined.values()[0][e];
        }
        return differences;
    }
}
