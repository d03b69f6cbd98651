// SPDX-License-Identifier: Apache-2.0
package org.septum.common.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart's axis from one round number to another.
 *
 * @param step between two ticks
 * @param decimals that the ticks' labels need
 */
public record Axis(double from, double to, double step, int decimals) {

    /** The smallest axis with about the given number of round ticks that holds both values. */
    public static Axis around(double least, double greatest, int ticks) {
        double span = greatest > least ? greatest - least : least == 0 ? 1 : Math.abs(least);
        double raw = span / ticks;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double lead = raw / power;
        double step = power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
        double from = Math.floor(least / step + 1e-9) * step;
        double to = Math.ceil(greatest / step - 1e-9) * step;
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return new Axis(from, to > from ? to : from + step, step, decimals);
    }

    /** An axis of whole numbers that starts and ends exactly at the given ones. */
    public static Axis whole(int first, int last, int ticks) {
        Axis round = around(first, last, ticks);
        return new Axis(first, Math.max(last, first + 1), Math.max(1, round.step), 0);
    }

    /** Where a value stands, from 0 at the start to 1 at the end. */
    public double position(double value) {
        return (value - from) / (to - from);
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
