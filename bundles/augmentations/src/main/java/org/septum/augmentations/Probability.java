// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.augment.CoordinateMap;
import org.septum.api.augment.IntensityAugmentation;
import org.septum.api.augment.SpatialAugmentation;

/** The option that says how often an augmentation is applied. The other samples stay as they are. */
final class Probability {

    private static final String NAME = "probability";

    private Probability() {}

    static Option option(double usual) {
        return option(usual, "");
    }

    /**
     * @param origin where the default comes from
     */
    static Option option(double usual, String origin) {
        String documentation = "how often a sample is changed";
        return Option.real(NAME, 0, 1, origin.isEmpty() ? documentation : documentation + "; the default is " + origin)
                .or(usual);
    }

    static SpatialAugmentation spatial(Arguments arguments, SpatialAugmentation augmentation) {
        double probability = arguments.real(NAME);
        return (random, canvas) ->
                random.nextDouble() < probability ? augmentation.draw(random, canvas) : CoordinateMap.IDENTITY;
    }

    static IntensityAugmentation intensity(Arguments arguments, IntensityAugmentation augmentation) {
        double probability = arguments.real(NAME);
        return (image, random) -> {
            if (random.nextDouble() < probability) {
                augmentation.apply(image, random);
            }
        };
    }
}
