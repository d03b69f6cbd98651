// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis with round numbers on it, drawn from one place to another.
 *
 * @param from the first value
 * @param to the last value
 * @param step between two ticks
 * @param start where the first value is drawn
 * @param end where the last value is drawn
 */
record Scale(double from, double to, double step, double start, double end) {

    /** The smallest scale with about the given number of ticks that holds both values. */
    static Scale around(double least, double greatest, int ticks, double start, double end) {
        double span = greatest > least ? greatest - least : least == 0 ? 1 : Math.abs(least);
        double power = Math.pow(10, Math.floor(Math.log10(span / ticks)));
        double lead = span / ticks / power;
        double step = power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
        double from = Math.floor(least / step + 1e-9) * step;
        double to = Math.ceil(greatest / step - 1e-9) * step;
        return new Scale(from, to > from ? to : from + step, step, start, end);
    }

    double place(double value) {
        return start + (value - from) / (to - from) * (end - start);
    }

    /** The place as SVG takes it. */
    String at(double value) {
        return number(place(value));
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (double k = Math.ceil(from / step - 1e-9); k * step <= to + 1e-9 * step; k++) {
            ticks.add(k * step);
        }
        return ticks;
    }

    String label(double tick) {
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return BigDecimal.valueOf(tick).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
