// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.chart;

import java.util.Arrays;
import org.septum.common.page.Axis;
import org.septum.common.page.Chart;
import org.septum.common.page.Markup;
import org.septum.reporting.Quantities;
import org.septum.services.data.DataSurvey.Intensities;

/** Draws how often intensities occur, between two percentiles, so that a few extreme pixels do not squeeze the rest. */
public record Histogram(Intensities intensities) {

    private static final double LOW = 0.001;
    private static final double HIGH = 0.999;
    private static final int BARS = 64;

    private static final double WIDTH = 520;
    private static final double HEIGHT = 240;
    private static final double LEFT = 46;
    private static final double RIGHT = WIDTH - 12;
    private static final double TOP = 10;
    private static final double BOTTOM = HEIGHT - 40;

    public void write(Markup page) {
        int first = bin(intensities.quantile(LOW));
        int last = bin(intensities.quantile(HIGH));
        int together = (last - first) / BARS + 1;
        double[] shares = shares(first, last, together);
        Axis x = Axis.around(start(first), start(last + 1), 6, LEFT, RIGHT)
                .cut(start(first), start(first + shares.length * together));
        Axis y = Axis.around(0, 100 * Arrays.stream(shares).max().orElse(0), 4, BOTTOM, TOP);
        page.open("figure", "class", "chart").element("figcaption", "Pixels by intensity");
        Chart chart = new Chart(
                page,
                WIDTH,
                HEIGHT,
                "Share of the pixels by intensity, median " + Quantities.value(intensities.quantile(0.5)));
        chart.rows(y, " %", LEFT, RIGHT);
        chart.labels(x, BOTTOM + 18);
        chart.text("intensity, as the dataset gives it", (LEFT + RIGHT) / 2, HEIGHT - 4, "middle");
        for (int bar = 0; bar < shares.length; bar++) {
            double from = start(first + bar * together);
            double to = start(first + (bar + 1) * together);
            double top = y.at(100 * shares[bar]);
            String share = Quantities.percent(shares[bar]) + " of the pixels";
            chart.bar(
                    x.at(from),
                    top,
                    Math.max(0.5, x.at(to) - x.at(from) - 0.6),
                    BOTTOM - top,
                    Quantities.value(from) + " to " + Quantities.value(to) + ": " + share);
        }
        chart.close();
        page.close();
    }

    /** The share of all pixels in each bar. */
    private double[] shares(int first, int last, int together) {
        long all = intensities.counts().stream().mapToLong(i -> i).sum();
        double[] shares = new double[(last - first) / together + 1];
        for (int bin = first; bin <= last; bin++) {
            shares[(bin - first) / together] += (double) intensities.counts().get(bin) / all;
        }
        return shares;
    }

    private int bin(double intensity) {
        int bin = (int) Math.floor((intensity - intensities.from()) / intensities.width());
        return Math.max(0, Math.min(intensities.counts().size() - 1, bin));
    }

    private double start(int bin) {
        return intensities.from() + bin * intensities.width();
    }
}
