// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import java.util.Arrays;

/**
 * Scores of several cases.
 *
 * @param sorted the defined ones, ascending
 * @param undefined how many are NaN
 */
record Distribution(double[] sorted, int undefined) {

    static Distribution of(double[] values) {
        double[] defined = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return new Distribution(defined, values.length - defined.length);
    }

    int count() {
        return sorted.length;
    }

    /** NaN without cases. */
    double mean() {
        return Arrays.stream(sorted).average().orElse(Double.NaN);
    }

    /** The sample standard deviation, with n - 1 in the denominator; NaN for fewer than two cases. */
    double standardDeviation() {
        if (sorted.length < 2) {
            return Double.NaN;
        }
        double mean = mean();
        double squares = Arrays.stream(sorted)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (sorted.length - 1));
    }

    /** The middle one, or the mean of the two in the middle; NaN without cases. */
    double median() {
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    double minimum() {
        return sorted.length == 0 ? Double.NaN : sorted[0];
    }

    double maximum() {
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
    }
}
