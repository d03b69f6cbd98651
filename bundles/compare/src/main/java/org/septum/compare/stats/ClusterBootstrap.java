// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.stats;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.numbers.arrays.Selection;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Confidence intervals for means over cases that come in clusters (patients): whole clusters are drawn with replacement
 * (A. C. Davison, D. V. Hinkley, Bootstrap Methods and their Application, 1997, section 3.8). The interval is the expanded
 * percentile interval (T. C. Hesterberg, What teachers should know about the bootstrap, The American Statistician 69(4),
 * 2015): percentiles widened as Student's t widens the normal, because the plain ones are too narrow for few clusters.
 *
 * <p>To be used from one thread. Every interval for the same number of clusters uses the same drawings, so equal data have equal intervals.
 */
public final class ClusterBootstrap {

    /** The confidence of the intervals. */
    public static final double LEVEL = 0.95;

    /** Beyond this many, drawings are made anew each time rather than kept. */
    private static final long MOST_KEPT = 25_000_000;

    private static final int RESAMPLES = 5000;
    private static final long SEED = 1;

    private final int resamples;
    private final CounterRandom random;
    private final double[] means;
    private final double[] sizes;
    private final Map<Integer, Double> tails = new HashMap<>();
    private final Map<Integer, float[][]> drawn = new HashMap<>();

    /** As all of Septum's intervals are computed. */
    public ClusterBootstrap() {
        this(RESAMPLES, SEED);
    }

    /** @param resamples how often the clusters are drawn */
    public ClusterBootstrap(int resamples, long seed) {
        this.resamples = resamples;
        this.means = new double[resamples];
        this.sizes = new double[resamples];
        this.random = new CounterRandom(seed);
    }

    /**
     * The interval of the mean over all cases.
     *
     * @param sums of the values of each cluster
     * @param counts of the values of each cluster, at least 1
     * @return unknown for fewer than two clusters
     */
    public Interval interval(double[] sums, int[] counts) {
        int clusters = sums.length;
        if (clusters < 2) {
            return Interval.UNKNOWN;
        }
        float[][] weights = weights(clusters);
        setTotals(means, weights, sums);
        setSizes(weights, counts);
        for (int b = 0; b < resamples; b++) {
            means[b] /= sizes[b];
        }
        double tail = tails.computeIfAbsent(clusters, ClusterBootstrap::tail);
        return new Interval(quantile(means, tail), quantile(means, 1 - tail));
    }

    /** Counts the cases in each resample. */
    private void setSizes(float[][] weights, int[] counts) {
        if (Arrays.stream(counts).allMatch(count -> count == counts[0])) {
            Arrays.fill(sizes, counts.length * counts[0]);
            return;
        }
        setTotals(sizes, weights, Arrays.stream(counts).asDoubleStream().toArray());
    }

    /** The share of the resamples that lies beyond each end of the interval. */
    static double tail(int clusters) {
        double t = TDistribution.of(clusters - 1).inverseCumulativeProbability((1 - LEVEL) / 2);
        return NormalDistribution.of(0, 1).cumulativeProbability(Math.sqrt(clusters / (clusters - 1.0)) * t);
    }

    /** Adds the clusters' values up in each resample, four clusters at a time: most of the time is spent here. */
    private static void setTotals(double[] totals, float[][] weights, double[] values) {
        Arrays.fill(totals, 0);
        int i = 0;
        for (; i + 4 <= values.length; i += 4) {
            float[] a = weights[i];
            float[] b = weights[i + 1];
            float[] c = weights[i + 2];
            float[] d = weights[i + 3];
            double va = values[i];
            double vb = values[i + 1];
            double vc = values[i + 2];
            double vd = values[i + 3];
            for (int k = 0; k < totals.length; k++) {
                totals[k] += a[k] * va + b[k] * vb + (c[k] * vc + d[k] * vd);
            }
        }
        for (; i < values.length; i++) {
            float[] a = weights[i];
            double va = values[i];
            for (int k = 0; k < totals.length; k++) {
                totals[k] += a[k] * va;
            }
        }
    }

    /** How often each cluster (first index) is in each resample. */
    private float[][] weights(int clusters) {
        float[][] kept = drawn.get(clusters);
        if (kept != null) {
            return kept;
        }
        float[][] weights = new float[clusters][resamples];
        long place = 0;
        for (int b = 0; b < resamples; b++) {
            for (int k = 0; k < clusters; k++) {
                weights[random.below(clusters, place++)][b]++;
            }
        }
        if ((long) clusters * resamples <= MOST_KEPT) {
            drawn.put(clusters, weights);
        }
        return weights;
    }

    /** The quantile with linear interpolation between order statistics; the values are put into another order. */
    private static double quantile(double[] values, double share) {
        double place = share * (values.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, values.length - 1);
        Selection.select(values, new int[] {below, above});
        return values[below] + (place - below) * (values[above] - values[below]);
    }

    /** The plain mean, for the same clusters. */
    static double mean(double[] sums, int[] counts) {
        return Arrays.stream(sums).sum() / Arrays.stream(counts).sum();
    }
}
