// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.augment.Augmentation;
import org.septum.api.augment.CoordinateMap;
import org.septum.api.augment.IntensityAugmentation;
import org.septum.api.augment.SpatialAugmentation;

/** Augmentations that break the rules. */
final class BrokenAugmentations {

    private static final Options PROBABILITY =
            Options.of(Option.real("probability", 0, 1, "how often").or(0.5));

    private BrokenAugmentations() {}

    static Subject sound() {
        return Made.of(Kind.AUGMENTATION, PROBABILITY, arguments -> {
            double probability = arguments.real("probability");
            return (SpatialAugmentation) (random, canvas) ->
                    random.nextDouble() < probability ? point -> point[0] = -point[0] : CoordinateMap.IDENTITY;
        });
    }

    static List<BrokenPlugin> all() {
        AtomicInteger calls = new AtomicInteger();
        return List.of(
                spatial(
                        "A-01",
                        "a map that draws anew for each pixel",
                        "mask from another",
                        (random, canvas) -> point -> point[0] += random.nextDouble()),
                intensity("A-01", "an image that moves without its mask", "labels do not follow", (image, random) -> {
                    float[] values = image.values();
                    System.arraycopy(values, 0, values, 2, values.length - 2);
                }),
                intensity(
                        "A-01",
                        "an image that is mirrored without its mask",
                        "labels do not follow",
                        (image, random) -> {
                            float[] values = image.values();
                            int pixels = image.height() * image.width();
                            for (int channel = 0; channel < image.channels(); channel++) {
                                for (int i = 0; i < pixels / 2; i++) {
                                    int a = channel * pixels + i;
                                    int b = channel * pixels
                                            + pixels
                                            - image.width()
                                            - i / image.width() * image.width()
                                            + i % image.width();
                                    float value = values[a];
                                    values[a] = values[b];
                                    values[b] = value;
                                }
                            }
                        }),
                intensity(
                        "A-02",
                        "a division by zero",
                        "infinite or undefined",
                        (image, random) -> image.values()[0] = Float.NaN),
                spatial(
                        "A-02",
                        "a place that does not exist",
                        "not finite",
                        (random, canvas) -> point -> point[1] = Double.POSITIVE_INFINITY),
                spatial("A-03", "a random generator of its own", "result differs", (random, canvas) -> {
                    double shift = new SplittableRandom(calls.incrementAndGet()).nextDouble();
                    return point -> point[0] += shift;
                }),
                new BrokenPlugin(
                        "A-04",
                        "its probability is not asked",
                        Made.of(Kind.AUGMENTATION, PROBABILITY, arguments ->
                                (SpatialAugmentation) (random, canvas) -> point -> point[0] += 1),
                        "with probability 0"),
                spatial("A-05", "it does nothing", "none of", (random, canvas) -> CoordinateMap.IDENTITY));
    }

    private static BrokenPlugin spatial(String rule, String fault, String told, SpatialAugmentation augmentation) {
        return broken(rule, fault, told, augmentation);
    }

    private static BrokenPlugin intensity(String rule, String fault, String told, IntensityAugmentation augmentation) {
        return broken(rule, fault, told, augmentation);
    }

    private static BrokenPlugin broken(String rule, String fault, String told, Augmentation augmentation) {
        return new BrokenPlugin(rule, fault, Made.of(Kind.AUGMENTATION, arguments -> augmentation), told);
    }
}
