// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.chart;

import java.util.Locale;
import org.septum.common.page.Axis;
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
    private static final double RIGHT = 12;
    private static final double TOP = 10;
    private static final double BOTTOM = 40;

    public void write(Markup page) {
        int first = bin(intensities.quantile(LOW));
        int last = bin(intensities.quantile(HIGH));
        int together = (last - first) / BARS + 1;
        double[] shares = shares(first, last, together);
        double greatest = 0;
        for (double share : shares) {
            greatest = Math.max(greatest, share);
        }
        Axis x = new Axis(
                start(first),
                start(first + shares.length * together),
                Axis.around(start(first), start(last + 1), 6).step(),
                Axis.around(start(first), start(last + 1), 6).decimals());
        Axis y = Axis.around(0, 100 * greatest, 4);
        page.open("figure", "class", "chart").element("figcaption", "Pixels by intensity");
        page.open(
                "svg",
                "viewBox",
                "0 0 " + number(WIDTH) + " " + number(HEIGHT),
                "role",
                "img",
                "aria-label",
                "Share of the pixels by intensity, median " + Quantities.value(intensities.quantile(0.5)));
        axes(page, x, y);
        for (int bar = 0; bar < shares.length; bar++) {
            double left = x(x, start(first + bar * together));
            double right = x(x, start(first + (bar + 1) * together));
            double top = y(y, 100 * shares[bar]);
            page.open(
                    "rect",
                    "class",
                    "bar",
                    "x",
                    number(left),
                    "y",
                    number(top),
                    "width",
                    number(Math.max(0.5, right - left - 0.6)),
                    "height",
                    number(HEIGHT - BOTTOM - top));
            page.element(
                            "title",
                            Quantities.value(start(first + bar * together)) + " to "
                                    + Quantities.value(start(first + (bar + 1) * together)) + ": "
                                    + Quantities.percent(shares[bar]) + " of the pixels")
                    .close();
        }
        page.close().close();
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

    private static void axes(Markup page, Axis x, Axis y) {
        for (double tick : y.ticks()) {
            String at = number(y(y, tick));
            page.empty("line", "class", "grid", "x1", number(LEFT), "x2", number(WIDTH - RIGHT), "y1", at, "y2", at);
            label(page, y.label(tick) + " %", LEFT - 6, y(y, tick), "end");
        }
        for (double tick : x.ticks()) {
            label(page, x.label(tick), x(x, tick), HEIGHT - BOTTOM + 14, "middle");
        }
        label(page, "intensity, as the dataset gives it", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "middle");
    }

    private static void label(Markup page, String text, double x, double y, String anchor) {
        page.element(
                "text", text, "x", number(x), "y", number(y), "text-anchor", anchor, "dominant-baseline", "central");
    }

    private static double x(Axis axis, double value) {
        return LEFT + axis.position(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(Axis axis, double value) {
        return HEIGHT - BOTTOM - axis.position(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
