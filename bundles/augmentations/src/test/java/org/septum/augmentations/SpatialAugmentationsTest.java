// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.augment.AugmentationFactory;
import org.septum.api.augment.CoordinateMap;
import org.septum.api.augment.SpatialAugmentation;

class SpatialAugmentationsTest {

    private static final TestCanvas CANVAS = new TestCanvas(64, 64, 100, 100, List.of());

    private static final List<AugmentationFactory> ALL = List.of(
            new RotateFactory(),
            new FlipHorizontalFactory(),
            new FlipVerticalFactory(),
            new MirrorFactory(),
            new ScaleFactory(),
            new TranslateFactory(),
            new ElasticFactory(),
            new CropFactory());

    private static SpatialAugmentation create(AugmentationFactory factory, Map<String, ?> options) {
        return (SpatialAugmentation) factory.create(Arguments.of(factory.options(), options));
    }

    /** Where the pixel at (x, y) of the result comes from. */
    private static double[] source(CoordinateMap map, double x, double y) {
        double[] point = {x, y};
        map.map(point);
        return point;
    }

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
    void factorsAboveOneEnlarge() {
        Map<String, ?> twice = Map.of("factor", List.of(2, 2), "probability", 1);
        assertThat(source(new ScaleFactory(), twice, 6, -10)).containsExactly(3, -5);
    }

    @Test
    void drawsEnlargingAsOftenAsShrinking() {
        SpatialAugmentation scale =
                create(new ScaleFactory(), Map.of("factor", List.of(0.5, 2), "keep-aspect", false, "probability", 1));
        int[] quarters = new int[4];
        int enlargedOnlyAlongWidth = 0;
        for (int seed = 0; seed < 4000; seed++) {
            double[] source = source(scale.draw(new SplittableRandom(seed), CANVAS), 1, 1);
            double octaves = -Math.log(source[0]) / Math.log(2);
            assertThat(octaves).isBetween(-1 - 1e-12, 1 + 1e-12);
            quarters[(int) Math.min(2 * (octaves + 1), 3)]++;
            enlargedOnlyAlongWidth += source[0] < 1 && source[1] > 1 ? 1 : 0;
        }
        for (int count : quarters) {
            assertThat(count).isBetween(900, 1100);
        }
        assertThat(enlargedOnlyAlongWidth).isBetween(900, 1100);
    }

    @Test
    void keepsTheAspectUnlessToldOtherwise() {
        SpatialAugmentation scale = create(new ScaleFactory(), Map.of("probability", 1));
        for (int seed = 0; seed < 20; seed++) {
            double[] source = source(scale.draw(new SplittableRandom(seed), CANVAS), 1, 1);
            assertThat(source[0]).isEqualTo(source[1]).isNotEqualTo(1);
        }
    }

    /** What was at the centre is seen to the right and below. */
    @Test
    void positiveDistancesShiftRightAndDown() {
        TestCanvas wide = TestCanvas.whole(40, 80);
        SpatialAugmentation quarter =
                create(new TranslateFactory(), Map.of("distance", List.of(0.25, 0.25), "probability", 1));
        assertThat(source(quarter.draw(new SplittableRandom(1), wide), 20, 10)).containsExactly(0, 0);
        SpatialAugmentation pixels = create(
                new TranslateFactory(), Map.of("distance", List.of(7.5, 7.5), "unit", "pixels", "probability", 1));
        assertThat(source(pixels.draw(new SplittableRandom(1), wide), 7.5, 7.5)).containsExactly(0, 0);
    }

    @Test
    void drawsTheDistancesOfBothAxesEvenlyAndSeparately() {
        SpatialAugmentation translate =
                create(new TranslateFactory(), Map.of("distance", List.of(-4, 12), "unit", "pixels", "probability", 1));
        int[] boxes = new int[4];
        for (int seed = 0; seed < 4000; seed++) {
            double[] source = source(translate.draw(new SplittableRandom(seed), CANVAS), 0, 0);
            assertThat(source[0]).isBetween(-12.0, 4.0);
            assertThat(source[1]).isBetween(-12.0, 4.0);
            boxes[(source[0] < -4 ? 1 : 0) + (source[1] < -4 ? 2 : 0)]++;
        }
        for (int count : boxes) {
            assertThat(count).isBetween(900, 1100);
        }
    }

    @Test
    void mirrorsIntoEachOfTheFourPicturesEquallyOften() {
        SpatialAugmentation mirror = create(new MirrorFactory(), Map.of());
        int[] pictures = new int[4];
        for (int seed = 0; seed < 4000; seed++) {
            double[] source = source(mirror.draw(new SplittableRandom(seed), CANVAS), 3, 5);
            assertThat(source[0]).isIn(-3.0, 3.0);
            assertThat(source[1]).isIn(-5.0, 5.0);
            pictures[(source[0] < 0 ? 1 : 0) + (source[1] < 0 ? 2 : 0)]++;
        }
        for (int count : pictures) {
            assertThat(count).isBetween(900, 1100);
        }
    }

    @Test
    void mirrorsOnlyAlongTheGivenAxes() {
        SpatialAugmentation mirror = create(new MirrorFactory(), Map.of("axes", List.of("vertical")));
        int exchanged = 0;
        for (int seed = 0; seed < 100; seed++) {
            double[] source = source(mirror.draw(new SplittableRandom(seed), CANVAS), 3, 5);
            assertThat(source[0]).isEqualTo(3);
            exchanged += source[1] < 0 ? 1 : 0;
        }
        assertThat(exchanged).isBetween(30, 70);
    }

    @Test
    void changesTheGivenShareOfTheSamples() {
        for (AugmentationFactory factory : ALL) {
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
        for (AugmentationFactory factory : ALL) {
            SpatialAugmentation augmentation = create(factory, Map.of("probability", 1));
            Set<List<Double>> sources = new HashSet<>();
            for (int seed = 0; seed < 10; seed++) {
                double[] first = source(augmentation.draw(new SplittableRandom(seed), CANVAS), 3, 5);
                double[] second = source(augmentation.draw(new SplittableRandom(seed), CANVAS), 3, 5);
                assertThat(second).containsExactly(first);
                sources.add(List.of(first[0], first[1]));
            }
            boolean fixed = factory instanceof FlipHorizontalFactory || factory instanceof FlipVerticalFactory;
            assertThat(sources.size() > 1).as(factory.summary()).isEqualTo(!fixed);
        }
    }

    @Test
    void refusesRangesThatEndBeforeTheyStart() {
        Map<String, AugmentationFactory> ranges = Map.of(
                "degrees", new RotateFactory(),
                "factor", new ScaleFactory(),
                "distance", new TranslateFactory(),
                "displacement", new ElasticFactory());
        ranges.forEach((option, factory) -> assertThatThrownBy(() -> create(factory, Map.of(option, List.of(0.4, 0.3))))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: " + option + ": found [0.4, 0.3], the first must not exceed the second"));
    }

    @Test
    void refusesFractionsBeyondTheImage() {
        assertThatThrownBy(() -> create(new TranslateFactory(), Map.of("distance", List.of(-10, 10))))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: distance: found [-10.0, 10.0], allowed are parts of the size from -1 to 1; for"
                        + " pixels add unit: pixels");
    }
}
