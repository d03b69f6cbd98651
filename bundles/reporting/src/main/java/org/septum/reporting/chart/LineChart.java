// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.chart;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.septum.common.page.Axis;
import org.septum.common.page.Chart;
import org.septum.common.page.Markup;
import org.septum.reporting.Quantities;
import org.septum.reporting.picture.Palette;

/**
 * Values over epochs as an SVG chart with a legend. The page's script adds a reading of all values under the pointer.
 *
 * @param title the chart's heading
 * @param series at least one, in the legend's order
 * @param marked the epoch of the tested checkpoint
 * @param lastEpoch where the time axis ends, even if training has not come so far
 */
public record LineChart(String title, List<Series> series, OptionalInt marked, int lastEpoch) {

    private static final double WIDTH = 540;
    private static final double HEIGHT = 280;
    private static final double LEFT = 52;
    private static final double RIGHT = WIDTH - 14;
    private static final double TOP = 18;
    private static final double BOTTOM = HEIGHT - 38;
    private static final int MOST_POINTS = 40;

    /**
     * One line.
     *
     * @param style style classes: a colour of the {@link Palette}, or {@code mean}
     * @param values by epoch; NaN leaves a gap
     */
    public record Series(String name, String style, SortedMap<Integer, Double> values) {

        boolean isUndefined() {
            return values.values().stream().allMatch(value -> Double.isNaN(value));
        }
    }

    /** Writes the chart as a figure. */
    public void write(Markup page) {
        TreeSet<Integer> epochs = new TreeSet<>();
        series.forEach(line -> epochs.addAll(line.values().keySet()));
        Axis x = Axis.whole(epochs.first(), Math.max(epochs.last(), lastEpoch), 8, LEFT, RIGHT);
        double[] values = series.stream()
                .flatMap(line -> line.values().values().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        Axis y = Axis.around(values, 5, BOTTOM, TOP);
        page.open("figure", "class", "chart").element("figcaption", title);
        Chart chart = new Chart(page, WIDTH, HEIGHT, description(), "data-chart", json(epochs, x));
        chart.rows(y, "", LEFT, RIGHT);
        chart.labels(x, BOTTOM + 16);
        chart.text("epoch", (LEFT + RIGHT) / 2, HEIGHT - 5, "middle");
        marked.ifPresent(epoch -> {
            chart.line("mark", x.at(epoch), TOP, x.at(epoch), BOTTOM);
            chart.text("tested", x.at(epoch), TOP - 6, "middle");
        });
        series.forEach(line -> line(page, chart, line, x, y));
        chart.close();
        page.open("ul", "class", "legend");
        series.forEach(line -> Chart.legendEntry(
                page, line.style(), line.name() + (line.isUndefined() ? " (undefined: no case has it)" : "")));
        page.close().close();
    }

    private static void line(Markup page, Chart chart, Series line, Axis x, Axis y) {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (var entry : line.values().entrySet()) {
            if (Double.isFinite(entry.getValue())) {
                path.append(pen ? 'L' : 'M').append(Chart.place(x.at(entry.getKey()), y.at(entry.getValue())));
            }
            pen = Double.isFinite(entry.getValue());
        }
        chart.group("series " + line.style());
        page.empty("path", "d", path.toString());
        if (line.values().size() <= MOST_POINTS) {
            line.values().forEach((epoch, value) -> {
                if (Double.isFinite(value)) {
                    chart.dot(x.at(epoch), y.at(value), 2.4);
                }
            });
        }
        chart.close();
    }

    private String description() {
        StringJoiner lines = new StringJoiner("; ", title + " by epoch. ", "");
        for (Series line : series) {
            Integer last = line.values().lastKey();
            lines.add(line.name() + ": " + Quantities.score(line.values().get(last)) + " after epoch " + last);
        }
        return lines.toString();
    }

    /** What the script needs: per epoch its place, and per line its name, style and values as text. */
    private String json(TreeSet<Integer> epochs, Axis x) {
        StringJoiner places = new StringJoiner(",", "[", "]");
        epochs.forEach(epoch -> places.add("[" + epoch + "," + Chart.number(x.at(epoch)) + "]"));
        StringJoiner lines = new StringJoiner(",", "[", "]");
        for (Series line : series) {
            StringJoiner values = new StringJoiner(",", "[", "]");
            for (int epoch : epochs) {
                Double value = line.values().get(epoch);
                values.add(value == null ? "\"\"" : quoted(Quantities.score(value)));
            }
            lines.add("[" + quoted(line.name()) + "," + quoted(line.style()) + "," + values + "]");
        }
        return "{\"top\":" + Chart.number(TOP) + ",\"bottom\":" + Chart.number(BOTTOM) + ",\"epochs\":" + places
                + ",\"lines\":" + lines + "}";
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars()
                .forEach(c -> json.append(
                        c < ' ' || c == '"' || c == '\\'
                                ? String.format(Locale.ROOT, "\\u%04x", c)
                                : String.valueOf((char) c)));
        return json.append('"').toString();
    }
}
