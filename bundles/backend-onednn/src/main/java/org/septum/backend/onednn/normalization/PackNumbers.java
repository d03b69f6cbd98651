// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.normalization;

import org.septum.backend.common.kernels.Floats;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.memory.Place;

/**
 * The few numbers of each channel in the normalization of {@link PixelPacks}: what the primitives need, once for every pixel of
 * a pack, and what follows from what they make for every pixel of a pack.
 */
public final class PackNumbers {

    /** Rows of numbers. */
    public enum Row {
        /** The batch's mean. */
        MEAN,
        /** The batch's biased variance. */
        VARIANCE,
        SCALE,
        SHIFT,
        /** The sum of dy times the normalized x. */
        DSCALE,
        /** The sum of dy. */
        DSHIFT,
        /** dx = OUTER (FACTOR (x - MEAN) + dy + OFFSET). */
        FACTOR,
        OFFSET,
        OUTER
    }

    private final PixelPacks packs;
    private final int channels;
    private final Place numbers;

    public PackNumbers(PixelPacks packs, Compilation compilation) {
        this.packs = packs;
        this.channels = packs.channels();
        this.numbers = compilation.scratch((long) Row.values().length * packs.width() * Float.BYTES);
    }

    /** Where a row lies. */
    public Place place(Row row) {
        return numbers.after((long) row.ordinal() * packs.width() * Float.BYTES);
    }

    /**
     * Makes the statistics of all pixels from those of each pixel of a pack, which all stand for as many pixels. The variance is
     * the mean of the variances and the variance of the means.
     */
    public void mergeStatistics(Place meanOfAll, Place varianceOfAll) {
        Floats means = floats(Row.MEAN);
        Floats variances = floats(Row.VARIANCE);
        Floats toMean = meanOfAll.floats(channels);
        Floats toVariance = varianceOfAll.floats(channels);
        for (int c = 0; c < channels; c++) {
            double mean = sum(means, c) / packs.together();
            double variance = sum(variances, c);
            for (int i = c; i < packs.width(); i += channels) {
                variance += (means.get(i) - mean) * (means.get(i) - mean);
            }
            toMean.put(c, (float) mean);
            toVariance.put(c, (float) (variance / packs.together()));
        }
    }

    /** Gives every pixel of a pack a vector's numbers. */
    public void repeat(Place from, Row row) {
        Floats vector = from.floats(channels);
        Floats all = floats(row);
        for (int c = 0; c < channels; c++) {
            repeat(vector.get(c), all, c);
        }
    }

    /** What the gradient with given statistics reads; the scale is such that it leaves dy as it is. */
    public void prepareGradient(double epsilon, Place mean, Place inverseDeviation) {
        repeat(mean, Row.MEAN);
        Floats inverses = inverseDeviation.floats(channels);
        Floats variances = floats(Row.VARIANCE);
        Floats scales = floats(Row.SCALE);
        for (int c = 0; c < channels; c++) {
            double deviation = 1.0 / inverses.get(c);
            repeat(deviation * deviation - epsilon, variances, c);
            repeat(deviation, scales, c);
        }
    }

    /** dscale and dshift from the sums over each pixel of a pack, and what makes dx from dy and x. */
    public void finishGradient(Place scale, Place inverseDeviation, Place dscale, Place dshift) {
        Floats scales = scale.floats(channels);
        Floats inverses = inverseDeviation.floats(channels);
        Floats toScale = dscale.floats(channels);
        Floats toShift = dshift.floats(channels);
        Floats ofScale = floats(Row.DSCALE);
        Floats ofShift = floats(Row.DSHIFT);
        Floats factors = floats(Row.FACTOR);
        Floats offsets = floats(Row.OFFSET);
        Floats outers = floats(Row.OUTER);
        double pixels = packs.pixels();
        for (int c = 0; c < channels; c++) {
            double inverse = inverses.get(c);
            double scaleSum = sum(ofScale, c);
            double shiftSum = sum(ofShift, c);
            toScale.put(c, (float) scaleSum);
            toShift.put(c, (float) shiftSum);
            repeat(-inverse * scaleSum / pixels, factors, c);
            repeat(-shiftSum / pixels, offsets, c);
            repeat(scales.get(c) * inverse, outers, c);
        }
    }

    private void repeat(double value, Floats row, int channel) {
        for (int i = channel; i < packs.width(); i += channels) {
            row.put(i, (float) value);
        }
    }

    private double sum(Floats row, int channel) {
        double sum = 0;
        for (int i = channel; i < packs.width(); i += channels) {
            sum += row.get(i);
        }
        return sum;
    }

    private Floats floats(Row row) {
        return place(row).floats(packs.width());
    }
}
