// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.rules;

import java.util.Arrays;

/** Middle values, as NumPy has them. */
public final class Statistics {

    private Statistics() {}

    /** The middle value; between the two middle ones if there is an even number. */
    public static double median(double... values) {
        return quantile(0.5, values);
    }

    /** Linear between the sorted values. */
    public static double quantile(double share, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
