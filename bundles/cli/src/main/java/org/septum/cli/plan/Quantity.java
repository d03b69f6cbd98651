// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number and the unit behind it.
 *
 * @param number NaN where there is none
 */
record Quantity(double number, String unit) {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?([A-Za-z]{0,3})");

    static Quantity of(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        return matcher.matches()
                ? new Quantity(Double.parseDouble(matcher.group(1)), matcher.group(2))
                : new Quantity(Double.NaN, "");
    }
}
