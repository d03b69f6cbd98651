// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting;

import java.util.Locale;
import org.septum.common.text.Words;

/** How scores, counts and times are written for people. */
public final class Quantities {

    private Quantities() {}

    /** A score or a loss with four digits after the point, unless it is very small or large. */
    public static String score(double value) {
        if (Double.isNaN(value)) {
            return "undefined";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-3 || size >= 1e5)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        return String.format(Locale.ROOT, size < 100 ? "%.4f" : "%.2f", value);
    }

    /** A measured quantity with four significant digits, whole numbers in full. */
    public static String value(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e9) {
            return count((long) value);
        }
        if (size < 1e-3 || size >= 1e6) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        return Words.measure(value);
    }

    /** A share from 0 to 1 as percentage; shares too small to show are not called none. */
    public static String percent(double share) {
        if (share > 0 && share < 0.0001) {
            return "< 0.01 %";
        }
        String format = share == 0 || share == 1 ? "%.0f %%" : share < 0.1 ? "%.2f %%" : "%.1f %%";
        return String.format(Locale.ROOT, format, 100 * share);
    }

    /** A count with thousands set apart. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A count and its noun: "1 group", "1,200 groups". */
    public static String count(long value, String singular) {
        return count(value) + " " + singular + (value == 1 ? "" : "s");
    }

    /** A rate with about three digits. */
    public static String rate(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }

    /** A time in the two units that matter: "4.2 s", "3 min 05 s", "2 h 07 min". */
    public static String duration(double seconds) {
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        long minutes = Math.round(seconds / 60);
        return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }
}
