// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What can be said of the difference between two variants that were scored on the same cases. The test, the effect size
 * and the detectable difference take one value from each patient, its mean difference: cases of one patient are not
 * independent of each other.
 *
 * @param mean over all cases
 * @param interval of the mean, 95 %
 * @param test of the patients' mean differences
 * @param effect Cohen's d for paired values (d_z): their mean over their standard deviation; NaN if that is 0 or unknown
 * @param detectable the smallest mean difference that this design would find with 80 % power at a two-sided level of 5 %,
 *     by the paired t test; NaN for fewer than two patients
 * @param patients how many there are
 * @param cases how many there are
 */
public record PairedDifference(
        double mean, Interval interval, SignedRank test, double effect, double detectable, int patients, int cases) {

    private static final double ALPHA = 0.05;
    private static final double POWER = 0.8;

    /**
     * @param sums of the differences of each patient's cases
     * @param counts of the patient's cases, at least 1
     */
    public static PairedDifference of(double[] sums, int[] counts, ClusterBootstrap bootstrap) {
        double[] means = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            means[i] = sums[i] / counts[i];
        }
        double spread = deviation(means);
        double centre = Arrays.stream(means).average().orElse(Double.NaN);
        return new PairedDifference(
                ClusterBootstrap.mean(sums, counts),
                bootstrap.interval(sums, counts),
                SignedRank.of(means),
                spread > 0 ? centre / spread : Double.NaN,
                detectable(spread, means.length),
                means.length,
                Arrays.stream(counts).sum());
    }

    static double detectable(double spread, int patients) {
        if (patients < 2) {
            return Double.NaN;
        }
        TDistribution t = TDistribution.of(patients - 1);
        double quantiles = t.inverseCumulativeProbability(1 - ALPHA / 2) + t.inverseCumulativeProbability(POWER);
        return quantiles * spread / Math.sqrt(patients);
    }

    /** The standard deviation of a sample (n - 1); NaN for fewer than two values. */
    public static double deviation(double[] values) {
        if (values.length < 2) {
            return Double.NaN;
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }
}
