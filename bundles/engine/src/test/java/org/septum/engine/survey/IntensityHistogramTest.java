// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.septum.services.data.DataSurvey.Intensities;

class IntensityHistogramTest {

    /** Images of very different ranges, one of them constant. */
    private static List<float[]> images() {
        Random random = new Random(3);
        List<float[]> images = new ArrayList<>();
        for (double scale : new double[] {1e-3, 1, 250, 4000, 0}) {
            float[] image = new float[5000];
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) (scale * random.nextGaussian());
            }
            images.add(image);
        }
        return images;
    }

    private static IntensityHistogram sum(List<float[]> images) {
        IntensityHistogram sum = new IntensityHistogram();
        images.forEach(image -> sum.add(IntensityHistogram.of(image)));
        return sum;
    }

    @Test
    void doesNotDependOnTheOrder() {
        List<float[]> images = images();
        IntensityHistogram forward = sum(images);
        Collections.reverse(images);
        IntensityHistogram backward = sum(images);

        assertThat(backward.counts()).containsExactly(forward.counts());
        assertThat(backward.from()).isEqualTo(forward.from());
        assertThat(backward.width()).isEqualTo(forward.width());
    }

    @Test
    void findsMomentsAndQuantilesOfAllPixels() {
        List<float[]> images = images();
        Moments moments = images.stream().map(Moments::of).reduce(Moments.NONE, Moments::plus);
        Intensities found = DataSurveyor.intensities(moments, sum(images));

        double[] all = images.stream()
                .flatMap(image -> {
                    List<Double> values = new ArrayList<>();
                    for (float value : image) {
                        values.add((double) value);
                    }
                    return values.stream();
                })
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        double variance = Arrays.stream(all)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        assertThat(found.counts().stream().mapToLong(i -> i).sum()).isEqualTo(all.length);
        assertThat(found.counts().size()).isBetween(512, 1024);
        assertThat(found.mean()).isCloseTo(mean, within(1e-9));
        assertThat(found.deviation()).isCloseTo(Math.sqrt(variance), within(1e-9));
        assertThat(found.least()).isEqualTo(all[0]);
        assertThat(found.greatest()).isEqualTo(all[all.length - 1]);
        for (double share : new double[] {0.01, 0.1, 0.5, 0.9, 0.99}) {
            assertThat(found.quantile(share))
                    .isCloseTo(all[(int) (share * (all.length - 1))], within(2 * found.width()));
        }
    }

    @Test
    void countsAConstantImage() {
        IntensityHistogram histogram = IntensityHistogram.of(new float[] {7.1f, 7.1f, 7.1f});

        assertThat(histogram.counts()).containsExactly(3);
        assertThat(histogram.from()).isCloseTo(7.1f, within(1e-6));
        assertThat(IntensityHistogram.of(new float[4]).counts()).containsExactly(4);
    }
}
