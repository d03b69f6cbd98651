// SPDX-License-Identifier: Apache-2.0
package org.septum.common.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** English for messages. */
public final class Words {

    private Words() {}

    /** A number of things: 1 group, 2 groups. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The first few of many names, with commas, and the number of those that are not shown. */
    public static String some(List<String> names, int shown) {
        String first = String.join(", ", names.subList(0, Math.min(shown, names.size())));
        return names.size() > shown ? first + " and " + (names.size() - shown) + " more" : first;
    }

    /** Bytes in GB of 2^30 bytes, with two digits behind the point. */
    public static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f GB", bytes / (double) (1L << 30));
    }

    /**
     * A measured value with four significant digits; one that is not known, such as the distance between single slices, is a
     * dash.
     */
    public static String measure(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
