// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.septum.testkit.rules.Rule.require;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.septum.api.augment.Augmentation;
import org.septum.api.augment.IntensityAugmentation;
import org.septum.api.augment.SpatialAugmentation;
import org.septum.api.data.Image;
import org.septum.testkit.probe.Landmark;

/** What augmentations keep to, on the {@link Landmark}. */
record AugmentationRules(Subject subject) {

    private static final Landmark LANDMARK = Landmark.SMALL;
    private static final String PROBABILITY = "probability";
    private static final int DRAWS = 20;
    /** How far the picture may seem to have moved in either direction, in pixels, before the mask no longer fits it. */
    private static final int SHIFTS = 3;
    /** Coarser pixels, each the nearest of the picture, seem up to half a pixel off; a whole pixel costs 0.17 of the likeness. */
    private static final double HALF_A_PIXEL = 0.06;

    static List<Rule> of(Subject subject) {
        AugmentationRules rules = new AugmentationRules(subject);
        return List.of(
                new Rule("A-01", "image and mask move together", rules::together),
                new Rule("A-02", "labels keep their set: places and intensities stay finite", rules::finite),
                new Rule(
                        "A-03",
                        "the same generator gives the same result, whatever was drawn before",
                        rules::generator),
                new Rule("A-04", "probability 0 is the identity", rules::never),
                new Rule("A-05", "probability 1 changes a sample", rules::always));
    }

    private Augmentation always(boolean apply) {
        return subject.hasOption(PROBABILITY)
                ? subject.create(Augmentation.class, Map.of(PROBABILITY, apply ? 1.0 : 0.0))
                : subject.create(Augmentation.class);
    }

    private static SplittableRandom random(long seed) {
        return new SplittableRandom(seed);
    }

    private void together() {
        Augmentation augmentation = always(true);
        for (int seed = 0; seed < DRAWS; seed++) {
            if (augmentation instanceof SpatialAugmentation spatial) {
                var map = spatial.draw(random(seed), LANDMARK);
                require(
                        Arrays.equals(LANDMARK.sources(map, false), LANDMARK.sources(map, true)),
                        "a drawn map takes a pixel of the image from one place and that of the mask from another");
            } else if (augmentation instanceof IntensityAugmentation intensity) {
                Image image = LANDMARK.image();
                intensity.apply(image, random(seed));
                for (int channel = 0; channel < image.channels(); channel++) {
                    inPlace(image, channel);
                }
            }
        }
    }

    /** Labels stay when intensities are changed, so the picture must stay too. */
    private void inPlace(Image changed, int channel) {
        double here = likeness(changed, channel, 0, 0, false, false);
        for (int dy = -SHIFTS; dy <= SHIFTS; dy++) {
            for (int dx = -SHIFTS; dx <= SHIFTS; dx++) {
                require(
                        likeness(changed, channel, dy, dx, false, false) <= here + HALF_A_PIXEL,
                        "the image moves by " + dy + " rows and " + dx + " columns, and labels do not follow");
            }
        }
        require(
                likeness(changed, channel, 0, 0, true, false) < here
                        && likeness(changed, channel, 0, 0, false, true) < here,
                "the image is mirrored, and labels do not follow");
    }

    /** The size of the correlation of the changed image with the landmark moved or mirrored; its sign is contrast. */
    private double likeness(Image changed, int channel, int dy, int dx, boolean flipRows, boolean flipColumns) {
        int[] labels = LANDMARK.labels();
        int height = LANDMARK.height();
        int width = LANDMARK.width();
        double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (int row = SHIFTS; row < height - SHIFTS; row++) {
            for (int column = SHIFTS; column < width - SHIFTS; column++) {
                int fromRow = flipRows ? height - 1 - row : row - dy;
                int fromColumn = flipColumns ? width - 1 - column : column - dx;
                double x = changed.values()[(channel * height + row) * width + column];
                double y = labels[fromRow * width + fromColumn] == 0 ? 0 : 1;
                n++;
                a += x;
                b += y;
                aa += x * x;
                bb += y * y;
                ab += x * y;
            }
        }
        double spread = (aa - a * a / n) * (bb - b * b / n);
        return spread <= 0 ? 0 : Math.abs(ab - a * b / n) / Math.sqrt(spread);
    }

    private void finite() {
        Augmentation augmentation = always(true);
        for (int seed = 0; seed < DRAWS; seed++) {
            double[] result = result(augmentation, seed);
            require(
                    Arrays.stream(result).allMatch(Double::isFinite),
                    augmentation instanceof SpatialAugmentation
                            ? "a pixel is taken from a place that is not finite"
                            : "an intensity becomes infinite or undefined");
        }
    }

    private void generator() {
        Augmentation augmentation = always(true);
        for (int seed = 0; seed < DRAWS; seed++) {
            double[] first = result(augmentation, seed);
            result(augmentation, seed + DRAWS);
            require(
                    Arrays.equals(first, result(augmentation, seed)),
                    "drawn again with an equal generator, after another sample, the result differs");
            require(
                    Arrays.equals(first, result(always(true), seed)),
                    "another augmentation with the same options gives another result");
        }
    }

    private void never() {
        subject.assumeOption(PROBABILITY);
        for (int seed = 0; seed < DRAWS; seed++) {
            require(isUnchanged(always(false), seed), "with probability 0 a sample is changed");
        }
    }

    private void always() {
        Augmentation augmentation = always(true);
        for (int seed = 0; seed < DRAWS; seed++) {
            if (!isUnchanged(augmentation, seed)) {
                return;
            }
        }
        throw new Rule.Broken("none of " + DRAWS + " samples is changed");
    }

    private boolean isUnchanged(Augmentation augmentation, long seed) {
        double[] untouched = augmentation instanceof SpatialAugmentation
                ? LANDMARK.sources(point -> {}, false)
                : doubles(LANDMARK.image());
        return Arrays.equals(untouched, result(augmentation, seed));
    }

    /** The places that pixels are taken from, or the intensities. */
    private double[] result(Augmentation augmentation, long seed) {
        if (augmentation instanceof SpatialAugmentation spatial) {
            return LANDMARK.sources(spatial.draw(random(seed), LANDMARK), false);
        }
        Image image = LANDMARK.image();
        ((IntensityAugmentation) augmentation).apply(image, random(seed));
        return doubles(image);
    }

    private static double[] doubles(Image image) {
        double[] values = new double[image.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.values()[i];
        }
        return values;
    }
}
