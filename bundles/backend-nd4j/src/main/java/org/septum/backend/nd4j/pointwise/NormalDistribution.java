// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.pointwise;

/** The standard normal distribution, to about the precision of float32. */
public final class NormalDistribution {

    private static final double ROOT_TWO = Math.sqrt(2);
    private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

    private NormalDistribution() {}

    public static double density(double x) {
        return DENSITY_AT_ZERO * Math.exp(-x * x / 2);
    }

    /** By formula 7.1.26 of Abramowitz and Stegun, Handbook of Mathematical Functions, 1964; its error is below 1e-7. */
    public static double cumulative(double x) {
        double t = 1 / (1 + 0.3275911 * Math.abs(x) / ROOT_TWO);
        double polynomial =
                t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        double tail = polynomial * Math.exp(-x * x / 2) / 2;
        return x > 0 ? 1 - tail : tail;
    }
}
