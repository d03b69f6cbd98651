// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.List;
import java.util.stream.DoubleStream;
import org.septum.common.page.Markup;
import org.septum.compare.model.Comparison;
import org.septum.compare.model.Joined;
import org.septum.compare.model.Row;
import org.septum.compare.stats.PairedDifference;

/** Plots of single cases: the baseline's score against a variant's, and the differences with their interval. */
final class CasePlots {

    private static final double SIDE = 240;
    private static final double MARGIN = 40;
    private static final double END = 16;
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
        double[] all = shown.stream()
                .flatMapToDouble(v ->
                        DoubleStream.concat(DoubleStream.of(joined.values()[v]), DoubleStream.of(joined.values()[0])))
                .filter(Double::isFinite)
                .toArray();
        if (all.length == 0) {
            return;
        }
        double least = DoubleStream.of(all).min().orElseThrow();
        double greatest = DoubleStream.of(all).max().orElseThrow();
        Scale x = Scale.around(least, greatest, 4, MARGIN, SIDE - END);
        Scale y = Scale.around(least, greatest, 4, SIDE - MARGIN, 8);
        page.open("div", "class", "squares");
        for (int v : shown) {
            page.open("figure", "class", "chart")
                    .element("figcaption", comparison.variants().get(v).label());
            page.open(
                    "svg",
                    "viewBox",
                    "0 0 " + Scale.number(SIDE) + " " + Scale.number(SIDE),
                    "role",
                    "img",
                    "aria-label",
                    "Each case's score against the baseline's");
            axes(page, x, y);
            page.open("g", "class", "dots " + Curves.style(v));
            for (int e = 0; e < joined.cases().size(); e++) {
                dot(page, x, y, v, e);
            }
            page.close().close().close();
        }
        page.close();
    }

    private void dot(Markup page, Scale x, Scale y, int variant, int entry) {
        double before = joined.values()[0][entry];
        double after = joined.values()[variant][entry];
        if (Double.isFinite(before) && Double.isFinite(after)) {
            page.open("circle", "cx", x.at(before), "cy", y.at(after), "r", "3");
            page.element(
                            "title",
                            joined.cases().get(entry) + ": " + Digits.ROUNDED.quantity(before) + " to "
                                    + Digits.ROUNDED.quantity(after))
                    .close();
        }
    }

    private void axes(Markup page, Scale x, Scale y) {
        for (double tick : x.ticks()) {
            page.empty(
                    "line",
                    "class",
                    "grid",
                    "x1",
                    x.at(tick),
                    "x2",
                    x.at(tick),
                    "y1",
                    "8",
                    "y2",
                    Scale.number(SIDE - MARGIN));
            page.empty(
                    "line",
                    "class",
                    "grid",
                    "x1",
                    Scale.number(MARGIN),
                    "x2",
                    Scale.number(SIDE - END),
                    "y1",
                    y.at(tick),
                    "y2",
                    y.at(tick));
            page.element(
                    "text",
                    x.label(tick),
                    "x",
                    x.at(tick),
                    "y",
                    Scale.number(SIDE - MARGIN + 14),
                    "text-anchor",
                    "middle");
            page.element(
                    "text",
                    y.label(tick),
                    "x",
                    Scale.number(MARGIN - 4),
                    "y",
                    Scale.number(y.place(tick) + 4),
                    "text-anchor",
                    "end");
        }
        page.empty(
                "line",
                "class",
                "mark",
                "x1",
                x.at(x.from()),
                "y1",
                y.at(x.from()),
                "x2",
                x.at(x.to()),
                "y2",
                y.at(x.to()));
        page.element(
                "text", "baseline", "x", Scale.number(SIDE - END), "y", Scale.number(SIDE - 8), "text-anchor", "end");
    }

    /** A line for each variant: the differences of the cases as dots, their mean and its interval as a bar. */
    void differences(Markup page, List<Integer> shown) {
        List<Row> rows = comparison.rows(joined).stream()
                .filter(row -> shown.contains(row.variant()) && row.difference().isPresent())
                .toList();
        double least = 0;
        double greatest = 0;
        for (Row row : rows) {
            for (int e = 0; e < joined.cases().size(); e++) {
                double difference = difference(row, e);
                if (Double.isFinite(difference)) {
                    least = Math.min(least, difference);
                    greatest = Math.max(greatest, difference);
                }
            }
        }
        Scale x = Scale.around(least, greatest, 8, NAME, WIDTH - 20);
        double height = rows.size() * LINE + 30;
        page.open("figure", "class", "chart wide");
        page.open(
                "svg",
                "viewBox",
                "0 0 " + Scale.number(WIDTH) + " " + Scale.number(height),
                "role",
                "img",
                "aria-label",
                "Differences to the baseline by variant");
        for (double tick : x.ticks()) {
            page.empty(
                    "line",
                    "class",
                    Math.abs(tick) < 1e-12 ? "zero" : "grid",
                    "x1",
                    x.at(tick),
                    "x2",
                    x.at(tick),
                    "y1",
                    "4",
                    "y2",
                    Scale.number(height - 24));
            page.element(
                    "text", x.label(tick), "x", x.at(tick), "y", Scale.number(height - 8), "text-anchor", "middle");
        }
        for (int i = 0; i < rows.size(); i++) {
            line(page, rows.get(i), x, 4 + LINE * (i + 0.5));
        }
        page.close().close();
    }

    private void line(Markup page, Row row, Scale x, double y) {
        String label = comparison.variants().get(row.variant()).label();
        String name = label.length() > 28 ? label.substring(0, 27) + "\u2026" : label;
        page.open("g", "class", "dots " + Curves.style(row.variant()));
        page.element("text", name, "x", Scale.number(NAME - 10), "y", Scale.number(y + 4), "text-anchor", "end");
        for (int e = 0; e < joined.cases().size(); e++) {
            double difference = difference(row, e);
            if (Double.isFinite(difference)) {
                // Dots alternate around the line in a fixed pattern, so that equal ones do not hide each other.
                page.empty(
                        "circle",
                        "cx",
                        x.at(difference),
                        "cy",
                        Scale.number(y + new double[] {0, -4, 4, -2, 2}[e % 5]),
                        "r",
                        "2.2");
            }
        }
        PairedDifference paired = row.difference().orElseThrow();
        if (Double.isFinite(paired.interval().low())) {
            page.empty(
                    "line",
                    "class",
                    "interval",
                    "x1",
                    x.at(paired.interval().low()),
                    "x2",
                    x.at(paired.interval().high()),
                    "y1",
                    Scale.number(y),
                    "y2",
                    Scale.number(y));
        }
        page.empty(
                "line",
                "class",
                "interval",
                "x1",
                x.at(paired.mean()),
                "x2",
                x.at(paired.mean()),
                "y1",
                Scale.number(y - 7),
                "y2",
                Scale.number(y + 7));
        page.close();
    }

    private double difference(Row row, int entry) {
        return joined.values()[row.variant()][entry] - joined.values()[0][entry];
    }
}
