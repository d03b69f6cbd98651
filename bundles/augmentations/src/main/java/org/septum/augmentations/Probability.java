// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.augment.CoordinateMap;
import org.septum.api.augment.SpatialAugmentation;

/** The option that says how often an augmentation is applied. */
final class Probability {

    private static final String NAME = "probability";

    private Probability() {}

    static Option option(double usual) {
        return Option.real(NAME, 0, 1, "how often a sample is changed").or(usual);
    }

    /** Applies an augmentation to that share of the samples and leaves the others as they are. */
    static SpatialAugmentation applied(Arguments arguments, SpatialAugmentation augmentation) {
        double probability = arguments.real(NAME);
        return (random, canvas) ->
                random.nextDouble() < probability ? augmentation.draw(random, canvas) : CoordinateMap.IDENTITY;
    }
}
