// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.augment.Canvas;
import org.septum.api.augment.CoordinateMap;
import org.septum.api.augment.SpatialAugmentation;

class CropFactoryTest {

    private static SpatialAugmentation crop(double foregroundProbability) {
        CropFactory factory = new CropFactory();
        Map<String, ?> options = Map.of("foreground-probability", foregroundProbability);
        return (SpatialAugmentation) factory.create(Arguments.of(factory.options(), options));
    }

    /** How far the part lies to the right of the middle (element 0) and below it (element 1). */
    private static double[] offset(SpatialAugmentation crop, Canvas canvas, int seed) {
        CoordinateMap map = crop.draw(new SplittableRandom(seed), canvas);
        double[] point = {0, 0};
        map.map(point);
        return point;
    }

    /** Seven columns, of which four are shown, in the middle the second to fifth; ten rows, of which six are shown. */
    @Test
    void everyPartInsideTheImageIsEquallyLikely() {
        TestCanvas canvas = new TestCanvas(6, 4, 10, 7, List.of());
        Map<Double, Integer> right = new TreeMap<>();
        Map<Double, Integer> down = new TreeMap<>();
        for (int seed = 0; seed < 4000; seed++) {
            double[] offset = offset(crop(0.5), canvas, seed);
            right.merge(offset[0], 1, Integer::sum);
            down.merge(offset[1], 1, Integer::sum);
        }
        assertThat(right.keySet()).containsExactly(-1.0, 0.0, 1.0, 2.0);
        assertThat(right.values()).allMatch(count -> count > 900 && count < 1100);
        assertThat(down.keySet()).containsExactly(-2.0, -1.0, 0.0, 1.0, 2.0);
        assertThat(down.values()).allMatch(count -> count > 720 && count < 880);
    }

    @Test
    void partsOfAResampledImageStayInsideIt() {
        TestCanvas canvas = new TestCanvas(20, 20, 33.4, 20.9, List.of());
        for (int seed = 0; seed < 200; seed++) {
            double[] offset = offset(crop(0), canvas, seed);
            assertThat(offset[0]).isZero();
            assertThat(Math.abs(offset[1]) + 10).isLessThanOrEqualTo(33.4 / 2);
        }
    }

    @Test
    void showsForegroundInItsMiddleWhereTheImageHasRoom() {
        TestCanvas canvas = new TestCanvas(21, 21, 101, 101, List.of(new double[] {-30, 10}, new double[] {48, -50}));
        Map<List<Double>, Integer> parts = new TreeMap<>((a, b) -> Double.compare(a.get(0), b.get(0)));
        for (int seed = 0; seed < 1000; seed++) {
            double[] offset = offset(crop(1), canvas, seed);
            parts.merge(List.of(offset[0], offset[1]), 1, Integer::sum);
        }
        assertThat(parts.keySet()).containsExactly(List.of(-30.0, 10.0), List.of(40.0, -40.0));
        assertThat(parts.values()).allMatch(count -> count > 430 && count < 570);
    }

    @Test
    void looksForForegroundAsOftenAsTold() {
        TestCanvas canvas = new TestCanvas(21, 21, 1021, 1021, List.of(new double[] {-300, 100}));
        int around = 0;
        for (int seed = 0; seed < 4000; seed++) {
            double[] offset = offset(crop(0.25), canvas, seed);
            around += offset[0] == -300 && offset[1] == 100 ? 1 : 0;
        }
        assertThat(around).isBetween(900, 1100);
    }

    @Test
    void anImageSmallerThanTheResultStaysInTheMiddle() {
        TestCanvas canvas = new TestCanvas(64, 64, 50, 64.5, List.of(new double[] {20, 20}));
        assertThat(offset(crop(1), canvas, 1)).containsExactly(0, 0);
        assertThat(offset(crop(0), canvas, 1)).containsExactly(0, 0);
    }

    /** What a sampling has decided is done; the augmentation's own share is for those that decide nothing. */
    @Test
    void followsTheAimOfASampling() {
        for (int seed = 0; seed < 100; seed++) {
            AimedCanvas aimed = new AimedCanvas(Optional.of(new double[] {-30, 10}));
            assertThat(offset(crop(0), aimed, seed)).containsExactly(-30, 10);
        }
        AimedCanvas anywhere = new AimedCanvas(Optional.empty());
        long around = IntStream.range(0, 500)
                .filter(seed -> offset(crop(1), anywhere, seed)[0] == -30)
                .count();
        assertThat(around).isLessThan(30);
    }

    private record AimedCanvas(Optional<double[]> aim) implements Canvas {

        @Override
        public int height() {
            return 21;
        }

        @Override
        public int width() {
            return 21;
        }

        @Override
        public double imageHeight() {
            return 101;
        }

        @Override
        public double imageWidth() {
            return 101;
        }

        @Override
        public Optional<double[]> foreground(RandomGenerator random) {
            return Optional.of(new double[] {-30, 10});
        }

        @Override
        public boolean isAimed() {
            return true;
        }

        @Override
        public Optional<double[]> target(RandomGenerator random) {
            return aim;
        }
    }
}
