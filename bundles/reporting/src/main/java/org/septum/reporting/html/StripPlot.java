// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.septum.common.page.Axis;
import org.septum.common.page.Markup;
import org.septum.reporting.Quantities;

/**
 * Draws each case of a class as a dot on a line, with a bar at the median; one scale for all classes of a table.
 *
 * @param table the scores
 * @param axis the scale
 */
record StripPlot(CaseScores table, Axis axis) {

    private static final double WIDTH = 220;
    private static final double HEIGHT = 22;
    private static final double MARGIN = 5;

    static StripPlot of(CaseScores table) {
        double[] all = table.classes().values().stream()
                .flatMap(scores -> scores.values().stream())
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return new StripPlot(
                table, all.length == 0 ? Axis.around(0, 1, 4) : Axis.around(all[0], all[all.length - 1], 4));
    }

    /** The ends of the scale, for the column's heading. */
    String range() {
        return axis.label(axis.from()) + " to " + axis.label(axis.to());
    }

    void write(Markup page, String className, String style) {
        Map<String, Double> scores = table.classes().get(className);
        page.open(
                "svg",
                "viewBox",
                "0 0 " + number(WIDTH) + " " + number(HEIGHT),
                "class",
                "strip " + style,
                "role",
                "img",
                "aria-label",
                "Distribution of " + className + " over the cases");
        String middle = number(HEIGHT / 2);
        page.empty("line", "class", "grid", "x1", "0", "x2", number(WIDTH), "y1", middle, "y2", middle);
        int index = 0;
        for (var score : scores.entrySet()) {
            if (Double.isFinite(score.getValue())) {
                // Dots alternate around the line in a fixed pattern, so that equal scores do not hide each other.
                double y = HEIGHT / 2 + new double[] {0, -4, 4, -2, 2}[index++ % 5];
                page.open("circle", "cx", number(x(score.getValue())), "cy", number(y), "r", "2.6");
                page.element("title", score.getKey() + ": " + Quantities.score(score.getValue()))
                        .close();
            }
        }
        double median = Distribution.of(Arrays.stream(scores.values().toArray(new Double[0]))
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .median();
        if (Double.isFinite(median)) {
            String at = number(x(median));
            page.empty("line", "class", "median", "x1", at, "x2", at, "y1", "2", "y2", number(HEIGHT - 2));
        }
        page.close();
    }

    private double x(double value) {
        return MARGIN + axis.position(value) * (WIDTH - 2 * MARGIN);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
