// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

/**
 * Percentiles with linear interpolation between the two nearest ranks, as NumPy's default (method 7 of Hyndman and Fan,
 * "Sample Quantiles in Statistical Packages", The American Statistician 1996).
 */
final class Percentile {

    private Percentile() {}

    /**
     * @param values at least one, all finite; they are reordered
     * @param percent from 0 to 100
     */
    static double of(float[] values, double percent) {
        double position = (values.length - 1) * (percent / 100);
        int rank = (int) position;
        double lower = select(values, rank);
        if (position == rank) {
            return lower;
        }
        float upper = Float.POSITIVE_INFINITY;
        for (int i = rank + 1; i < values.length; i++) {
            upper = Math.min(upper, values[i]);
        }
        return lower + (upper - lower) * (position - rank);
    }

    /**
     * Puts the value of the given rank in its place, no greater one before it and no lesser one after it (Hoare,
     * "Algorithm 65: Find", Communications of the ACM 1961).
     */
    private static float select(float[] values, int rank) {
        int first = 0;
        int last = values.length - 1;
        while (first < last) {
            float pivot = values[rank];
            int i = first;
            int j = last;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (pivot < values[j]) {
                    j--;
                }
                if (i <= j) {
                    float swapped = values[i];
                    values[i++] = values[j];
                    values[j--] = swapped;
                }
            }
            if (j < rank) {
                first = i;
            }
            if (rank < i) {
                last = j;
            }
        }
        return values[rank];
    }
}
