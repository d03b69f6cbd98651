// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import java.util.Locale;

/** Numbers that were read as text. */
final class Numbers {

    private static final int LONG = 8;

    private Numbers() {}

    static boolean isNumber(String text) {
        return text.equals("NaN") || text.matches("[-+]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][-+]?\\d++)?");
    }

    /** A long decimal fraction with four digits after the point; anything else as it is. */
    static String shortened(String text) {
        if (text.equals("NaN")) {
            return "undefined";
        }
        boolean fraction = isNumber(text) && text.contains(".") && text.length() > LONG;
        return fraction && Math.abs(Double.parseDouble(text)) >= 1e-3
                ? String.format(Locale.ROOT, "%.4f", Double.parseDouble(text))
                : text;
    }
}
