// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import java.util.Arrays;

/**
 * How often intensities occur, in bins whose width is a power of two and whose edges are its multiples. Bins grow with the
 * range, by joining neighbours, so that histograms can be added without knowing the range before; the sum does not depend
 * on the order.
 */
final class IntensityHistogram {

    private static final int MOST_BINS = 1024;

    /** Enough for each of the values that 16 bits can have. */
    static final int FINE = 1 << 16;

    /** Bins are not finer than this many binary digits below the largest value, where float32 has 24. */
    private static final int DIGITS = 40;

    private static final int FINEST = -200;

    private final int most;
    private int exponent;
    private long first;
    private long[] counts = {};

    /** An empty one, to which others are added. */
    IntensityHistogram() {
        this(MOST_BINS);
    }

    /** @param most how many bins there may be */
    IntensityHistogram(int most) {
        this.most = most;
    }

    /**
     * The histogram of an image.
     *
     * @param values finite, at least one
     */
    static IntensityHistogram of(float[] values) {
        return of(values, MOST_BINS);
    }

    static IntensityHistogram of(float[] values, int most) {
        float least = values[0];
        float greatest = values[0];
        for (float value : values) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        IntensityHistogram histogram = new IntensityHistogram(most);
        int finest = Math.getExponent(Math.max(Math.abs(least), Math.abs(greatest))) - DIGITS;
        histogram.exponent = Math.max(FINEST, finest);
        while (histogram.bin(greatest) - histogram.bin(least) >= most) {
            histogram.exponent++;
        }
        histogram.first = histogram.bin(least);
        histogram.counts = new long[(int) (histogram.bin(greatest) - histogram.first) + 1];
        for (float value : values) {
            histogram.counts[(int) (histogram.bin(value) - histogram.first)]++;
        }
        return histogram;
    }

    private long bin(float value) {
        return (long) Math.floor(Math.scalb((double) value, -exponent));
    }

    /** Adds the counts of another. */
    void add(IntensityHistogram other) {
        if (other.counts.length == 0) {
            return;
        }
        if (counts.length == 0) {
            exponent = other.exponent;
            first = other.first;
            counts = other.counts.clone();
            return;
        }
        int joint = Math.max(exponent, other.exponent);
        while (Math.max(last(joint), other.last(joint)) - Math.min(first(joint), other.first(joint)) >= most) {
            joint++;
        }
        long from = Math.min(first(joint), other.first(joint));
        long[] sum = new long[(int) (Math.max(last(joint), other.last(joint)) - from) + 1];
        pour(joint, from, sum);
        other.pour(joint, from, sum);
        exponent = joint;
        first = from;
        counts = sum;
    }

    private long first(int coarser) {
        return first >> Math.min(63, coarser - exponent);
    }

    private long last(int coarser) {
        return first + counts.length - 1 >> Math.min(63, coarser - exponent);
    }

    private void pour(int coarser, long from, long[] sum) {
        for (int i = 0; i < counts.length; i++) {
            sum[(int) ((first + i >> Math.min(63, coarser - exponent)) - from)] += counts[i];
        }
    }

    /** The lower end of the first bin. */
    double from() {
        return first * width();
    }

    double width() {
        return Math.scalb(1.0, exponent);
    }

    long[] counts() {
        return Arrays.copyOf(counts, counts.length);
    }
}
