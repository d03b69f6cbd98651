// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

/** The standard normal distribution. */
final class NormalDistribution {

    /** Beyond it the cumulative probability is 0 or 1 in double precision. */
    private static final double FAR = 9;

    private NormalDistribution() {}

    static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** By the series 1/2 + density(x) (x + x^3 / 3 + x^5 / (3 * 5) + ...), whose terms all have one sign. */
    static double cumulative(double x) {
        if (Math.abs(x) > FAR) {
            return x > 0 ? 1 : 0;
        }
        double term = x;
        double sum = 0;
        for (int n = 3; sum + term != sum; n += 2) {
            sum += term;
            term *= x * x / n;
        }
        return 0.5 + density(x) * sum;
    }
}
