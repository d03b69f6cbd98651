// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.List;
import java.util.Locale;
import org.septum.common.page.Axis;

/**
 * An axis with round numbers on it, drawn from one place to another.
 *
 * @param start where the first value is drawn
 * @param end where the last value is drawn
 */
record Scale(Axis axis, double start, double end) {

    /** The smallest scale with about the given number of ticks that holds both values. */
    static Scale around(double least, double greatest, int ticks, double start, double end) {
        return new Scale(Axis.around(least, greatest, ticks), start, end);
    }

    double from() {
        return axis.from();
    }

    double to() {
        return axis.to();
    }

    double place(double value) {
        return start + axis.position(value) * (end - start);
    }

    /** The place as SVG takes it. */
    String at(double value) {
        return number(place(value));
    }

    List<Double> ticks() {
        return axis.ticks();
    }

    String label(double tick) {
        return axis.label(tick);
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
