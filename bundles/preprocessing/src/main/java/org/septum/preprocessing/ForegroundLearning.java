// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.api.UserError;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;

/**
 * Learns how the foreground's intensities are distributed. Mean and standard deviation (of the population) are those of all
 * foreground pixels. So are the percentiles up to 4 194 304 pixels (2^22) for each channel; beyond, they are those of every
 * second, fourth and so on of these pixels, in the dataset's order and counted from the first, the closest with which there are
 * no more than that.
 */
final class ForegroundLearning implements IntensityScaling.Learning {

    private static final int FIRST_ROOM = 1 << 12;

    private final String name;
    private final ForegroundPercentiles percentiles;
    private final Map<Integer, Sum> sums = new LinkedHashMap<>();
    private final int most;

    /** @param most how many intensities of each channel are kept */
    ForegroundLearning(String name, ForegroundPercentiles percentiles, BitSet channels, int most) {
        this.name = name;
        this.percentiles = percentiles;
        this.most = most;
        channels.stream().forEach(channel -> sums.put(channel, new Sum()));
    }

    /** One channel's intensities so far; mean and squares by Welford's method (Technometrics 4, 1962). */
    private final class Sum {

        private long count;
        private double mean;
        private double squares;
        private float[] kept = new float[FIRST_ROOM];
        private int size;
        private long stride = 1;

        void add(float value) {
            if (count % stride == 0) {
                keep(value);
            }
            count++;
            double difference = value - mean;
            mean += difference / count;
            squares += difference * (value - mean);
        }

        private void keep(float value) {
            if (size == most) {
                for (int i = 0; 2 * i < size; i++) {
                    kept[i] = kept[2 * i];
                }
                size = (size + 1) / 2;
                stride *= 2;
                if (count % stride != 0) {
                    return;
                }
            }
            if (size == kept.length) {
                kept = Arrays.copyOf(kept, Math.min(most, 2 * size));
            }
            kept[size++] = value;
        }
    }

    @Override
    public void add(Image image, BitSet foreground) {
        int pixels = image.height() * image.width();
        sums.forEach((channel, sum) ->
                foreground.stream().forEach(pixel -> sum.add(image.values()[channel * pixels + pixel])));
    }

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        sums.forEach((channel, sum) -> {
            if (sum.count == 0) {
                throw new UserError(
                        name + ": the training part has no foreground to take intensities of: all its pixels are"
                                + " background; check the labels, or choose another scaling");
            }
            float[] kept = Arrays.copyOf(sum.kept, sum.size);
            ForegroundFigures found = new ForegroundFigures(
                    Percentile.of(kept, percentiles.lower()),
                    Percentile.of(kept, percentiles.upper()),
                    sum.mean,
                    Math.sqrt(sum.squares / sum.count));
            figures.putAll(found.named(channel));
            figures.put(channel + ".pixels", (double) sum.count);
        });
        return figures;
    }
}
