// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import java.util.Map;
import org.septum.common.page.Axis;
import org.septum.common.page.Chart;
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
                .toArray();
        return new StripPlot(table, Axis.around(all, 4, MARGIN, WIDTH - MARGIN));
    }

    /** The ends of the scale, for the column's heading. */
    String range() {
        return axis.label(axis.from()) + " to " + axis.label(axis.to());
    }

    void write(Markup page, String className, String style) {
        String description = "Distribution of " + className + " over the cases";
        Chart chart = new Chart(page, WIDTH, HEIGHT, description, "class", "strip " + style);
        chart.line("grid", 0, HEIGHT / 2, WIDTH, HEIGHT / 2);
        int index = 0;
        for (Map.Entry<String, Double> score : table.classes().get(className).entrySet()) {
            if (Double.isFinite(score.getValue())) {
                double y = HEIGHT / 2 + Chart.offset(index++);
                String title = score.getKey() + ": " + Quantities.score(score.getValue());
                chart.dot(axis.at(score.getValue()), y, 2.6, title);
            }
        }
        double median = table.distribution(className).median();
        if (Double.isFinite(median)) {
            chart.line("median", axis.at(median), 2, axis.at(median), HEIGHT - 2);
        }
        chart.close();
    }
}
