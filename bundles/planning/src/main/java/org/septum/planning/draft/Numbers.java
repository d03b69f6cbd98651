// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.draft;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as they stand in reasons. */
public final class Numbers {

    private static final MathContext DIGITS = new MathContext(6);

    private Numbers() {}

    /** With six significant digits at most. */
    public static String text(double value) {
        return rounded(value).toPlainString();
    }

    /** The same as a number. */
    public static double round(double value) {
        return rounded(value).doubleValue();
    }

    private static BigDecimal rounded(double value) {
        BigDecimal digits = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
        return digits.scale() < 0 ? digits.setScale(0) : digits;
    }
}
