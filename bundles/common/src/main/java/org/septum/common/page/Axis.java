// SPDX-License-Identifier: Apache-2.0
package org.septum.common.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A chart's axis from one round number to another, drawn from one place to another.
 *
 * @param step between two ticks
 * @param decimals that the ticks' labels need
 * @param start the place of the first number, in units of the drawing
 * @param end the place of the last number
 */
public record Axis(double from, double to, double step, int decimals, double start, double end) {

    /** The smallest axis with about the given number of round ticks that holds both values. */
    public static Axis around(double least, double greatest, int ticks, double start, double end) {
        double span = greatest > least ? greatest - least : least == 0 ? 1 : Math.abs(least);
        double raw = span / ticks;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double lead = raw / power;
        double step = power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
        double from = Math.floor(least / step + 1e-9) * step;
        double to = Math.ceil(greatest / step - 1e-9) * step;
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return new Axis(from, to > from ? to : from + step, step, decimals, start, end);
    }

    /** The same around all finite values; from 0 to 1 where there are none. */
    public static Axis around(double[] values, int ticks, double start, double end) {
        double[] finite =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return finite.length == 0
                ? around(0, 1, ticks, start, end)
                : around(finite[0], finite[finite.length - 1], ticks, start, end);
    }

    /** An axis of whole numbers that starts and ends exactly at the given ones. */
    public static Axis whole(int first, int last, int ticks, double start, double end) {
        double step = Math.max(1, around(first, last, ticks, start, end).step);
        return new Axis(first, Math.max(last, first + 1), step, 0, start, end);
    }

    /** The same round numbers on an axis that starts and ends exactly at the given values. */
    public Axis cut(double first, double last) {
        return new Axis(first, last, step, decimals, start, end);
    }

    /** The place of a value. */
    public double at(double value) {
        return start + (value - from) / (to - from) * (end - start);
    }

    /** The round numbers on the axis. */
    public List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (double k = Math.ceil(from / step - 1e-9); k * step <= to + 1e-9 * step; k++) {
            ticks.add(k * step);
        }
        return ticks;
    }

    public String label(double tick) {
        return BigDecimal.valueOf(tick).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }
}
