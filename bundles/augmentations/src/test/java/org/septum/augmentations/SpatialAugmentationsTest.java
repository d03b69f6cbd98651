// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.augment.AugmentationFactory;
import org.septum.api.augment.Canvas;
import org.septum.api.augment.CoordinateMap;
import org.septum.api.augment.SpatialAugmentation;

class SpatialAugmentationsTest {

    private static SpatialAugmentation create(AugmentationFactory factory, Map<String, ?> options) {
        return (SpatialAugmentation) factory.create(Arguments.of(factory.options(), options));
    }

    private static double[] source(CoordinateMap map, double x, double y) {
        double[] point = {x, y};
        map.map(point);
        return point;
    }

    /** The whole image of 64 x 64 pixels, all of it background. */
    private static final Canvas CANVAS = new Canvas() {
        @Override
        public int height() {
            return 64;
        }

        @Override
        public int width() {
            return 64;
        }

        @Override
        public double imageHeight() {
            return 64;
        }

        @Override
        public double imageWidth() {
            return 64;
        }

        @Override
        public Optional<double[]> foreground(RandomGenerator random) {
            return Optional.empty();
        }
    };

    private static double[] source(AugmentationFactory factory, Map<String, ?> options, double x, double y) {
        return source(create(factory, options).draw(new SplittableRandom(1), CANVAS), x, y);
    }

    /** Turned counter-clockwise by 90 degrees, the top of the result shows what was at the right. */
    @Test
    void aPositiveAngleTurnsCounterClockwiseOnTheScreen() {
        double[] source = source(new RotateFactory(), Map.of("degrees", List.of(90, 90)), 0, -10);
        assertThat(source).containsExactly(new double[] {10, 0}, within(1e-12));
        double[] oblique = source(new RotateFactory(), Map.of("degrees", List.of(30, 30)), 0, -10);
        assertThat(oblique).containsExactly(new double[] {5, -10 * Math.sqrt(0.75)}, within(1e-12));
    }

    @Test
    void drawsAnglesEvenlyFromTheWholeRange() {
        SpatialAugmentation rotate = create(new RotateFactory(), Map.of("degrees", List.of(-20, 40)));
        int[] tenths = new int[6];
        for (int seed = 0; seed < 6000; seed++) {
            double[] source = source(rotate.draw(new SplittableRandom(seed), CANVAS), 1, 0);
            double degrees = Math.toDegrees(Math.atan2(source[1], source[0]));
            assertThat(degrees).isBetween(-20.0, 40.0);
            tenths[(int) ((degrees + 20) / 10)]++;
        }
        for (int count : tenths) {
            assertThat(count).isBetween(850, 1150);
        }
    }

    @Test
    void flipsExchangeOneCoordinate() {
        Map<String, ?> always = Map.of("probability", 1);
        assertThat(source(new FlipHorizontalFactory(), always, 3, 5)).containsExactly(-3, 5);
        assertThat(source(new FlipVerticalFactory(), always, 3, 5)).containsExactly(3, -5);
    }

    @Test
    void changesTheGivenShareOfTheSamples() {
        for (AugmentationFactory factory :
                List.of(new RotateFactory(), new FlipHorizontalFactory(), new FlipVerticalFactory())) {
            SpatialAugmentation quarter = create(factory, Map.of("probability", 0.25));
            SpatialAugmentation never = create(factory, Map.of("probability", 0));
            int changed = 0;
            for (int seed = 0; seed < 4000; seed++) {
                if (quarter.draw(new SplittableRandom(seed), CANVAS) != CoordinateMap.IDENTITY) {
                    changed++;
                }
                assertThat(never.draw(new SplittableRandom(seed), CANVAS)).isSameAs(CoordinateMap.IDENTITY);
            }
            assertThat(changed).isBetween(900, 1100);
        }
    }

    @Test
    void theSameGeneratorGivesTheSameMap() {
        SpatialAugmentation rotate = create(new RotateFactory(), Map.of());
        double[] first = source(rotate.draw(new SplittableRandom(7), CANVAS), 3, 5);
        assertThat(source(rotate.draw(new SplittableRandom(7), CANVAS), 3, 5)).containsExactly(first);
        assertThat(source(rotate.draw(new SplittableRandom(8), CANVAS), 3, 5)).isNotEqualTo(first);
    }

    @Test
    void refusesARangeThatEndsBeforeItStarts() {
        assertThatThrownBy(() -> create(new RotateFactory(), Map.of("degrees", List.of(30, -30))))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: degrees: found [30.0, -30.0], the first must not exceed the second");
    }
}
