// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.api.augment.AugmentationFactory;
import org.septum.api.augment.CoordinateMap;
import org.septum.api.augment.IntensityAugmentation;
import org.septum.api.augment.SpatialAugmentation;
import org.septum.api.data.Image;
import org.septum.testkit.rules.ComponentRules;
import org.septum.testkit.rules.Rule;
import org.septum.testkit.rules.Subject;

/** How factors are drawn, for which channels, and in which unit: what nnU-Net's augmentations need to be said. */
class DrawsTest {

    private static final int DRAWS = 4000;

    /** Two channels of two pixels; of the first the mean is 0. */
    private static Image image() {
        return new Image(2, 1, 2, new float[] {-1, 1, 2, 6});
    }

    private static Image changed(AugmentationFactory factory, Map<String, ?> options, int seed, Image image) {
        Map<String, Object> all = new HashMap<>(options);
        all.putIfAbsent("probability", 1);
        ((IntensityAugmentation) factory.create(Arguments.of(factory.options(), all)))
                .apply(image, new SplittableRandom(seed));
        return image;
    }

    /** The factors of many draws, from brightness as nnU-Net has it. */
    private static double[] factors(double least, double greatest, String distribution) {
        Map<String, ?> options = Map.of(
                "multiplier", List.of(least, greatest),
                "brightness", List.of(0, 0),
                "contrast", List.of(1, 1),
                "distribution", distribution);
        return IntStream.range(0, DRAWS)
                .mapToDouble(seed -> changed(new BrightnessContrastFactory(), options, seed, image())
                        .values()[1])
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    @Test
    void factorsAreDrawnAsTold() {
        assertThat(median(factors(0.5, 2, "even"))).isEqualTo(1.25, within(0.04));
        assertThat(median(factors(0.5, 2, "ratio"))).isEqualTo(1, within(0.04));
        // The median of 1/u, u even from 1/2 to 2.
        assertThat(median(factors(0.5, 2, "inverse"))).isEqualTo(1 / 1.25, within(0.04));
        double[] halves = factors(0.7, 1.5, "halves");
        long below = Arrays.stream(halves).filter(factor -> factor < 1).count();
        assertThat(below).isBetween(DRAWS / 2 - 100L, DRAWS / 2 + 100L);
        assertThat(halves[DRAWS / 4]).isEqualTo(0.85, within(0.02));
        assertThat(halves[3 * DRAWS / 4]).isEqualTo(1.25, within(0.02));
        for (String distribution : List.of("even", "ratio", "inverse", "halves")) {
            double[] factors = factors(0.7, 1.5, distribution);
            assertThat(factors[0]).isEqualTo(0.7, within(0.005));
            assertThat(factors[DRAWS - 1]).isEqualTo(1.5, within(0.005));
        }
    }

    /** nnU-Net shrinks pictures by a factor drawn evenly from 0.7 to 1.4. */
    @Test
    void scalesAsNnunetDoes() {
        ScaleFactory factory = new ScaleFactory();
        SpatialAugmentation scale = (SpatialAugmentation) factory.create(Arguments.of(
                factory.options(),
                Map.of("factor", List.of(1 / 1.4, 1 / 0.7), "distribution", "inverse", "probability", 1)));
        double[] shrunk = IntStream.range(0, DRAWS)
                .mapToDouble(seed -> {
                    CoordinateMap map = scale.draw(new SplittableRandom(seed), TestCanvas.whole(8, 8));
                    double[] point = {1, 1};
                    map.map(point);
                    return point[0];
                })
                .sorted()
                .toArray();
        assertThat(shrunk[0]).isEqualTo(0.7, within(0.005));
        assertThat(median(shrunk)).isEqualTo(1.05, within(0.02));
        assertThat(shrunk[DRAWS - 1]).isEqualTo(1.4, within(0.005));
    }

    @Test
    void channelsAreChangedAlikeOrEachByItself() {
        Map<String, ?> together =
                Map.of("multiplier", List.of(0.5, 2), "brightness", List.of(0, 0), "contrast", List.of(1, 1));
        Map<String, Object> each = new HashMap<>(together);
        each.put("each-channel", true);
        for (int seed = 0; seed < 20; seed++) {
            float[] alike = changed(new BrightnessContrastFactory(), together, seed, image())
                    .values();
            assertThat(alike[2] / 2).isEqualTo(alike[1], within(1e-6f));
            float[] apart = changed(new BrightnessContrastFactory(), each, seed, image())
                    .values();
            assertThat(Math.abs(apart[2] / 2 - apart[1])).isGreaterThan(1e-4f);
        }
    }

    @Test
    void changesTheGivenShareOfTheChannels() {
        Map<AugmentationFactory, Map<String, ?>> all = Map.of(
                new GammaFactory(), Map.of("exponent", List.of(2, 2), "retain-statistics", false),
                new GaussianBlurFactory(), Map.of(),
                new GaussianNoiseFactory(), Map.of("sigma", List.of(1, 1)),
                new BrightnessContrastFactory(), Map.of("brightness", List.of(1, 1)),
                new LowResolutionFactory(), Map.of("factor", List.of(0.2, 0.2)));
        all.forEach((factory, options) -> {
            for (boolean each : new boolean[] {true, false}) {
                Map<String, Object> some = new HashMap<>(options);
                some.putAll(Map.of("channel-probability", 0.25, "each-channel", each));
                int[] changed = new int[2];
                for (int seed = 0; seed < 2000; seed++) {
                    Image image = new Image(2, 1, 3, new float[] {1, 2, 4, 1, 2, 4});
                    float[] values = changed(factory, some, seed, image).values();
                    for (int channel = 0; channel < 2; channel++) {
                        float[] now = Arrays.copyOfRange(values, 3 * channel, 3 * channel + 3);
                        changed[channel] += Arrays.equals(now, new float[] {1, 2, 4}) ? 0 : 1;
                    }
                }
                assertThat(changed[0]).as(factory.summary()).isBetween(400, 600);
                assertThat(changed[1]).as(factory.summary()).isBetween(400, 600);
            }
        });
    }

    @Test
    void noiseIsAsStrongAsTheIntensitiesSayIfAsked() {
        float[] values = new float[10000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 == 0 ? -50 : 50;
        }
        float[] noisy = changed(
                        new GaussianNoiseFactory(),
                        Map.of("sigma", List.of(0.5, 0.5), "unit", "intensities"),
                        1,
                        new Image(1, 100, 100, values.clone()))
                .values();
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            squares += Math.pow(noisy[i] - values[i], 2);
        }
        assertThat(Math.sqrt(squares / values.length)).isEqualTo(0.5, within(0.01));
    }

    /** A point becomes a Gaussian whose width differs along rows and columns. */
    @Test
    void blursEachAxisByItsOwnWidthIfAsked() {
        for (boolean eachAxis : new boolean[] {true, false}) {
            float[] values = new float[31 * 31];
            values[15 * 31 + 15] = 1;
            Map<String, ?> options = Map.of("sigma", List.of(0.5, 3), "each-axis", eachAxis);
            changed(new GaussianBlurFactory(), options, 3, new Image(1, 31, 31, values));
            double difference = Math.abs(values[15 * 31 + 17] - values[17 * 31 + 15]);
            assertThat(difference > 1e-3).isEqualTo(eachAxis);
        }
    }

    @Test
    void refusesRangesThatCannotBeDrawnSo() {
        assertThatThrownBy(() -> factors(1.25, 1.5, "halves"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "arguments: multiplier: found [1.25, 1.5], which does not hold 1; with distribution: halves,"
                                + " half of the draws lie below 1 and half above");
        assertThatThrownBy(() -> factors(0, 1.5, "ratio"))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: multiplier: found [0.0, 1.5], allowed are factors above 0 with distribution:"
                        + " ratio");
    }

    @Test
    void aLowerResolutionKeepsTheRulesOfAugmentations() {
        Subject subject = Subject.of(Kind.AUGMENTATION, "low-resolution", new LowResolutionFactory());
        for (Rule rule : ComponentRules.of(subject)) {
            assertThat(rule.run().outcome())
                    .as(rule.id() + ": " + rule.run().reason())
                    .isNotEqualTo(Rule.Outcome.FAILED);
        }
    }
}
