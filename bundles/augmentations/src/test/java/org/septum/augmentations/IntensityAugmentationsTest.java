// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.augment.AugmentationFactory;
import org.septum.api.augment.IntensityAugmentation;
import org.septum.api.data.Image;

class IntensityAugmentationsTest {

    private static final Map<String, AugmentationFactory> ALL = Map.of(
            "gamma", new GammaFactory(),
            "brightness-contrast", new BrightnessContrastFactory(),
            "gaussian-noise", new GaussianNoiseFactory(),
            "gaussian-blur", new GaussianBlurFactory(),
            "low-resolution", new LowResolutionFactory(),
            "bias-field", new BiasFieldFactory());

    /** The image of intensity.py. */
    private static Image image() {
        float[] values = new float[60];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (i * 37 % 101 / 25.0 - 2) * (i < 30 ? 1 : 4);
        }
        return new Image(2, 6, 5, values);
    }

    private static float[] changed(String name, Map<String, ?> options, int seed, Image image) {
        AugmentationFactory factory = ALL.get(name);
        ((IntensityAugmentation) factory.create(Arguments.of(factory.options(), options)))
                .apply(image, new SplittableRandom(seed));
        return image.values();
    }

    /** Options as in {@code sigma=0.5}; a number that is no whole number is a range that starts and ends there. */
    private static Map<String, Object> options(String text) {
        Map<String, Object> options = new HashMap<>();
        options.put("probability", 1);
        options.put("channel-probability", 1);
        for (String pair : text.trim().split(" ")) {
            String[] parts = pair.split("=");
            if (parts[1].contains(".")) {
                double value = Double.parseDouble(parts[1]);
                options.put(parts[0], List.of(value, value));
            } else {
                options.put(
                        parts[0],
                        parts[0].equals("order") ? Long.valueOf(parts[1]) : (Object) Boolean.valueOf(parts[1]));
            }
        }
        return options;
    }

    @Test
    void agreesWithNumPyAndSciPy() throws IOException {
        try (InputStream lines = IntensityAugmentationsTest.class.getResourceAsStream("intensity.txt")) {
            for (String line : new String(lines.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] parts = line.split(" : ");
                String[] head = parts[0].split(" ", 2);
                Map<String, Object> options = options(head[1]);
                if (ALL.get(head[0]).options().find("channel-probability").isEmpty()) {
                    options.remove("channel-probability");
                }
                float[] values = changed(head[0], options, 1, image());
                double[] expected = Arrays.stream(parts[1].split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                for (int i = 0; i < expected.length; i++) {
                    assertThat((double) values[i]).as(parts[0]).isEqualTo(expected[i], within(5e-6));
                }
            }
        }
    }

    /** A channel of pixels that are -1 and 1 in turn, and one of pixels four times as strong: deviations 1 and 4. */
    private static Image checkered() {
        float[] values = new float[2 * 100 * 100];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 2 == 0 ? -1 : 1) * (i < 10000 ? 1 : 4);
        }
        return new Image(2, 100, 100, values);
    }

    @Test
    void noiseIsNormalAndAsStrongAsTheGivenShareOfTheChannelsDeviation() {
        float[] original = checkered().values();
        float[] values =
                changed("gaussian-noise", Map.of("sigma", List.of(0.5, 0.5), "probability", 1), 3, checkered());
        for (int channel = 0; channel < 2; channel++) {
            double sigma = channel == 0 ? 0.5 : 2;
            double sum = 0;
            double squares = 0;
            double together = 0;
            int near = 0;
            for (int i = 0; i < 10000; i++) {
                double noise = values[channel * 10000 + i] - original[channel * 10000 + i];
                sum += noise;
                squares += noise * noise;
                together += noise * (values[(1 - channel) * 10000 + i] - original[(1 - channel) * 10000 + i]);
                near += Math.abs(noise) < sigma ? 1 : 0;
            }
            assertThat(sum / 10000 / sigma).isEqualTo(0, within(0.03));
            assertThat(Math.sqrt(squares / 10000) / sigma).isEqualTo(1, within(0.02));
            assertThat(near / 10000.0).isEqualTo(0.6827, within(0.015));
            assertThat(together / 10000)
                    .as("the channels' noises are independent")
                    .isEqualTo(0, within(0.03));
        }
    }

    /** What each draw amounts to, seen in the picture: it stays in its range and reaches both ends. */
    @Test
    void drawsFromTheWholeRange() {
        double[] exponents = new double[500];
        double[] shifts = new double[500];
        double[] factors = new double[500];
        double[] noises = new double[500];
        double[] tilts = new double[500];
        double[] peaks = new double[500];
        for (int seed = 0; seed < 500; seed++) {
            Map<String, ?> gamma = Map.of("exponent", List.of(0.5, 2), "retain-statistics", false, "probability", 1);
            float[] bent = changed("gamma", gamma, seed, new Image(1, 1, 3, new float[] {0, 0.5f, 1}));
            exponents[seed] = -Math.log(bent[1]) / Math.log(2);

            Map<String, ?> brightnessContrast = Map.of(
                    "brightness", List.of(-0.5, 1), "contrast", List.of(0.5, 2), "keep-range", false, "probability", 1);
            float[] changed =
                    changed("brightness-contrast", brightnessContrast, seed, new Image(1, 1, 2, new float[] {-1, 1}));
            shifts[seed] = (changed[0] + changed[1]) / 2;
            factors[seed] = (changed[1] - changed[0]) / 2;

            Map<String, ?> noise = Map.of("sigma", List.of(0.2, 0.4), "probability", 1);
            Image noisy = checkered();
            changed("gaussian-noise", noise, seed, noisy);
            noises[seed] = Math.sqrt(Math.pow(ChannelStatistics.of(noisy, 0).deviation(), 2) - 1);

            Map<String, ?> bias = Map.of("coefficient", List.of(-0.2, 0.4), "order", 1, "probability", 1);
            float[] tilted = changed("bias-field", bias, seed, new Image(1, 1, 3, new float[] {0, 1, 1}));
            assertThat(tilted[1]).as("the middle").isEqualTo(1);
            tilts[seed] = Math.log(tilted[2]);

            Map<String, ?> blur = Map.of("sigma", List.of(1, 2), "probability", 1);
            Image point = new Image(1, 41, 41, new float[41 * 41]);
            point.values()[20 * 41 + 20] = 1;
            peaks[seed] = Math.sqrt(1 / (2 * Math.PI * changed("gaussian-blur", blur, seed, point)[20 * 41 + 20]));
        }
        assertSpread(exponents, 0.5, 2, 0.02);
        assertSpread(shifts, -0.5, 1, 0.02);
        assertSpread(factors, 0.5, 2, 0.02);
        assertSpread(noises, 0.2, 0.4, 0.02);
        assertSpread(tilts, -0.2, 0.4, 0.02);
        assertSpread(peaks, 1, 2, 0.02);
        long darker = Arrays.stream(exponents).filter(exponent -> exponent > 1).count();
        assertThat(darker).as("exponents above 1").isBetween(215L, 285L);
    }

    private static void assertSpread(double[] draws, double least, double greatest, double tolerance) {
        Arrays.sort(draws);
        assertThat(draws[0]).isEqualTo(least, within(tolerance));
        assertThat(draws[draws.length - 1]).isEqualTo(greatest, within(tolerance));
    }

    @Test
    void blurKeepsTheSumOfWhatLiesAwayFromTheBorder() {
        Image point = new Image(1, 31, 31, new float[31 * 31]);
        point.values()[15 * 31 + 15] = 1;
        double sum = 0;
        for (float value : changed("gaussian-blur", Map.of("sigma", List.of(2, 2), "probability", 1), 1, point)) {
            sum += value;
        }
        assertThat(sum).isEqualTo(1, within(1e-5));
    }

    @Test
    void aConstantImageStaysAsItIs() {
        for (String name : ALL.keySet()) {
            float[] values = new float[30];
            Arrays.fill(values, -1.5f);
            changed(name, Map.of("probability", 1), 5, new Image(1, 5, 6, values));
            for (float value : values) {
                assertThat(value).as(name).isEqualTo(-1.5f, within(1e-6f));
            }
        }
    }

    @Test
    void changesTheGivenShareOfTheSamples() {
        Set<String> ofSamples = new TreeSet<>(ALL.keySet());
        ofSamples.remove("low-resolution"); // of the samples chosen, it changes not every one
        for (String name : ofSamples) {
            int changed = 0;
            for (int seed = 0; seed < 2000; seed++) {
                float[] values = changed(name, Map.of("probability", 0.25), seed, image());
                changed += Arrays.equals(values, image().values()) ? 0 : 1;
                if (seed < 100) {
                    assertThat(changed(name, Map.of("probability", 0), seed, image()))
                            .containsExactly(image().values());
                }
            }
            assertThat(changed).as(name).isBetween(430, 570);
        }
    }

    @Test
    void theSameGeneratorGivesTheSameImage() {
        for (String name : ALL.keySet()) {
            float[] first = changed(name, Map.of("probability", 1), 7, image());
            assertThat(changed(name, Map.of("probability", 1), 7, image())).containsExactly(first);
            assertThat(changed(name, Map.of("probability", 1), 9, image())).isNotEqualTo(first);
        }
    }

    @Test
    void refusesRangesThatEndBeforeTheyStart() {
        Map<String, List<String>> ranges = Map.of(
                "gamma", List.of("exponent"),
                "brightness-contrast", List.of("brightness", "contrast", "multiplier"),
                "gaussian-noise", List.of("sigma"),
                "gaussian-blur", List.of("sigma"),
                "low-resolution", List.of("factor"),
                "bias-field", List.of("coefficient"));
        ranges.forEach((name, options) -> options.forEach(option -> assertThatThrownBy(
                        () -> changed(name, Map.of(option, List.of(1, 0.5)), 1, image()))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: " + option + ": found [1.0, 0.5], the first must not exceed the second")));
    }
}
