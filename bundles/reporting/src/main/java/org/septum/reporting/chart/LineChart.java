// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.chart;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.septum.common.page.Axis;
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
    private static final double RIGHT = 14;
    private static final double TOP = 18;
    private static final double BOTTOM = 38;
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
    public void write(Markup markup) {
        TreeSet<Integer> epochs = new TreeSet<>();
        series.forEach(line -> epochs.addAll(line.values().keySet()));
        Axis x = Axis.whole(epochs.first(), Math.max(epochs.last(), lastEpoch), 8);
        Axis y = valueAxis();
        markup.open("figure", "class", "chart");
        markup.element("figcaption", title);
        markup.open(
                "svg",
                "viewBox",
                "0 0 " + number(WIDTH) + " " + number(HEIGHT),
                "role",
                "img",
                "aria-label",
                description(),
                "data-chart",
                json(epochs, x));
        grid(markup, x, y);
        marked.ifPresent(epoch -> mark(markup, x(x, epoch)));
        series.forEach(line -> line(markup, line, x, y));
        markup.close();
        legend(markup);
        markup.close();
    }

    private Axis valueAxis() {
        double[] values = series.stream()
                .flatMap(line -> line.values().values().stream())
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return values.length == 0 ? Axis.around(0, 1, 5) : Axis.around(values[0], values[values.length - 1], 5);
    }

    private void grid(Markup markup, Axis x, Axis y) {
        for (double tick : y.ticks()) {
            String at = number(y(y, tick));
            markup.empty("line", "class", "grid", "x1", number(LEFT), "x2", number(WIDTH - RIGHT), "y1", at, "y2", at);
            markup.element(
                    "text",
                    y.label(tick),
                    "x",
                    number(LEFT - 8),
                    "y",
                    at,
                    "text-anchor",
                    "end",
                    "dominant-baseline",
                    "central");
        }
        String foot = number(HEIGHT - BOTTOM + 16);
        for (double tick : x.ticks()) {
            markup.element("text", x.label(tick), "x", number(x(x, tick)), "y", foot, "text-anchor", "middle");
        }
        markup.element(
                "text",
                "epoch",
                "class",
                "axis",
                "x",
                number((LEFT + WIDTH - RIGHT) / 2),
                "y",
                number(HEIGHT - 5),
                "text-anchor",
                "middle");
    }

    private static void mark(Markup markup, double x) {
        String at = number(x);
        markup.empty("line", "class", "mark", "x1", at, "x2", at, "y1", number(TOP), "y2", number(HEIGHT - BOTTOM));
        markup.element("text", "tested", "class", "axis", "x", at, "y", number(TOP - 6), "text-anchor", "middle");
    }

    private static void line(Markup markup, Series line, Axis x, Axis y) {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (var entry : line.values().entrySet()) {
            if (Double.isFinite(entry.getValue())) {
                path.append(pen ? 'L' : 'M').append(number(x(x, entry.getKey())));
                path.append(' ').append(number(y(y, entry.getValue())));
            }
            pen = Double.isFinite(entry.getValue());
        }
        markup.open("g", "class", "series " + line.style());
        markup.empty("path", "d", path.toString());
        if (line.values().size() <= MOST_POINTS) {
            line.values().forEach((epoch, value) -> {
                if (Double.isFinite(value)) {
                    markup.empty("circle", "cx", number(x(x, epoch)), "cy", number(y(y, value)), "r", "2.4");
                }
            });
        }
        markup.close();
    }

    private void legend(Markup markup) {
        markup.open("ul", "class", "legend");
        for (Series line : series) {
            markup.open("li")
                    .open("svg", "viewBox", "0 0 24 8", "aria-hidden", "true", "class", "series " + line.style());
            markup.empty("path", "d", "M1 4L23 4").close();
            markup.text(line.name() + (line.isUndefined() ? " (undefined: no case has it)" : ""))
                    .close();
        }
        markup.close();
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
        epochs.forEach(epoch -> places.add("[" + epoch + "," + number(x(x, epoch)) + "]"));
        StringJoiner lines = new StringJoiner(",", "[", "]");
        for (Series line : series) {
            StringJoiner values = new StringJoiner(",", "[", "]");
            for (int epoch : epochs) {
                Double value = line.values().get(epoch);
                values.add(value == null ? "\"\"" : quoted(Quantities.score(value)));
            }
            lines.add("[" + quoted(line.name()) + "," + quoted(line.style()) + "," + values + "]");
        }
        return "{\"top\":" + number(TOP) + ",\"bottom\":" + number(HEIGHT - BOTTOM) + ",\"epochs\":" + places
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

    private static double x(Axis axis, double epoch) {
        return LEFT + axis.position(epoch) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(Axis axis, double value) {
        return HEIGHT - BOTTOM - axis.position(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
