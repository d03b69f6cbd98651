// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.Locale;

/** How numbers are written: rounded for people, or in full for other programs. */
enum Digits {
    ROUNDED,
    FULL;

    private static final double SMALL = 1e-3;
    private static final double LARGE = 1e5;

    /** A score, a time or another quantity. */
    String quantity(double value) {
        if (Double.isNaN(value)) {
            return this == FULL ? "nan" : "-";
        }
        if (this == FULL) {
            return Double.toString(value);
        }
        double size = Math.abs(value);
        if (size != 0 && (size < SMALL || size >= LARGE)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        return String.format(Locale.ROOT, size < 100 ? "%.4f" : "%.2f", value);
    }

    /** A difference, with its sign. */
    String difference(double value) {
        String text = quantity(value);
        return this == ROUNDED && value > 0 ? "+" + text : text;
    }

    /** A p-value. */
    String probability(double value) {
        if (this == FULL || Double.isNaN(value)) {
            return quantity(value);
        }
        return String.format(Locale.ROOT, value < SMALL ? "%.1e" : "%.3f", value);
    }

    /** An effect size. */
    String effect(double value) {
        return this == FULL || Double.isNaN(value) ? quantity(value) : String.format(Locale.ROOT, "%.2f", value);
    }

    /** A time in seconds or an amount of work, to about three digits. */
    String cost(double value) {
        if (this == FULL || Double.isNaN(value)) {
            return quantity(value);
        }
        return String.format(Locale.ROOT, value < 1 ? "%.4f" : value < 100 ? "%.2f" : "%,.0f", value);
    }

    /** A large count. */
    String count(double value) {
        return Double.isNaN(value)
                ? quantity(value)
                : String.format(Locale.ROOT, this == FULL ? "%.0f" : "%,.0f", value);
    }
}
