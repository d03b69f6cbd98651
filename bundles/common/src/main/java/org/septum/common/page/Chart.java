// SPDX-License-Identifier: Apache-2.0
package org.septum.common.page;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * An SVG drawing of lines, texts and dots on a page. Places are in units of its view box, from the upper left corner, and are
 * written with one decimal at most. The style sheet of {@link PageFrame} knows the styles of lines {@code grid} and
 * {@code mark}, and {@code series} for what has one colour.
 */
public final class Chart {

    private final Markup page;

    /**
     * Begins a drawing.
     *
     * @param description what it shows, for those who cannot see it
     * @param attributes further ones, as name, value, name, value
     */
    public Chart(Markup page, double width, double height, String description, String... attributes) {
        this.page = page;
        String[] all = {
            "viewBox", "0 0 " + number(width) + " " + number(height), "role", "img", "aria-label", description
        };
        page.open("svg", Stream.of(all, attributes).flatMap(Stream::of).toArray(String[]::new));
    }

    /** An entry of a legend: a line in the style of a series, and its name. */
    public static void legendEntry(Markup page, String style, String name) {
        page.open("li").open("svg", "viewBox", "0 0 24 8", "aria-hidden", "true", "class", "series " + style);
        page.empty("path", "d", "M1 4L23 4").close();
        page.text(name).close();
    }

    /** Where dots of a row lie beside its line, in a fixed pattern, so that equal ones do not hide each other. */
    public static double offset(int dot) {
        return new double[] {0, -4, 4, -2, 2}[dot % 5];
    }

    /** Begins what has a style of its own; {@link #close} ends it. */
    public void group(String style) {
        page.open("g", "class", style);
    }

    /** Ends a group, or the drawing. */
    public void close() {
        page.close();
    }

    public void line(String style, double x1, double y1, double x2, double y2) {
        page.empty("line", "class", style, "x1", number(x1), "x2", number(x2), "y1", number(y1), "y2", number(y2));
    }

    /**
     * A text.
     *
     * @param y the base line
     * @param anchor which of its points stands at x: start, middle or end
     */
    public void text(String text, double x, double y, String anchor) {
        page.element("text", text, "x", number(x), "y", number(y), "text-anchor", anchor);
    }

    public void dot(double x, double y, double radius) {
        page.empty("circle", "cx", number(x), "cy", number(y), "r", number(radius));
    }

    /** A dot that tells something under the pointer. */
    public void dot(double x, double y, double radius, String title) {
        page.open("circle", "cx", number(x), "cy", number(y), "r", number(radius));
        page.element("title", title).close();
    }

    /** A bar that tells something under the pointer. */
    public void bar(double left, double top, double width, double height, String title) {
        page.open(
                "rect",
                "class",
                "bar",
                "x",
                number(left),
                "y",
                number(top),
                "width",
                number(width),
                "height",
                number(height));
        page.element("title", title).close();
    }

    /** A line across the drawing at each round number of an axis that goes up, with the number and its unit at the left. */
    public void rows(Axis y, String unit, double left, double right) {
        for (double tick : y.ticks()) {
            line("grid", left, y.at(tick), right, y.at(tick));
            text(y.label(tick) + unit, left - 6, y.at(tick) + 4, "end");
        }
    }

    /** A line down the drawing at each round number of an axis that goes right. */
    public void columns(Axis x, double top, double bottom) {
        x.ticks().forEach(tick -> line("grid", x.at(tick), top, x.at(tick), bottom));
    }

    /** The round numbers of an axis that goes right. */
    public void labels(Axis x, double y) {
        x.ticks().forEach(tick -> text(x.label(tick), x.at(tick), y, "middle"));
    }

    /** A place in a path. */
    public static String place(double x, double y) {
        return number(x) + " " + number(y);
    }

    public static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
