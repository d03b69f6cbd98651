// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Holm's correction for several tests (S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian
 * Journal of Statistics 6(2), 1979).
 */
public final class Holm {

    private Holm() {}

    /**
     * Adjusted p-values in the order of the given ones. What is NaN was not tested, stays NaN and does not count.
     *
     * @param p from 0 to 1, or NaN
     */
    public static double[] adjust(double[] p) {
        double[] adjusted = new double[p.length];
        Arrays.fill(adjusted, Double.NaN);
        int[] order = IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted((a, b) -> Double.compare(p[a], p[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double largest = 0;
        for (int k = 0; k < order.length; k++) {
            largest = Math.max(largest, Math.min(1, (order.length - k) * p[order[k]]));
            adjusted[order[k]] = largest;
        }
        return adjusted;
    }
}
