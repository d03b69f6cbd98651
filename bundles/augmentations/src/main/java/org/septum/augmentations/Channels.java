// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.random.RandomGenerator;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.data.Image;

/**
 * Which channels of a chosen sample an augmentation changes, and whether alike.
 *
 * @param each whether each channel has a draw of its own; otherwise one draw is for all
 * @param probability how often each channel is changed
 */
record Channels(boolean each, double probability) {

    private static final String EACH = "each-channel";
    private static final String PROBABILITY = "channel-probability";

    static Option each(boolean usual, String origin) {
        return Option.flag(EACH, "draws for each channel by itself, instead of once for all; " + origin)
                .or(usual);
    }

    static Option probability(double usual, String origin) {
        return Option.real(PROBABILITY, 0, 1, "how often each channel of a changed sample is changed; " + origin)
                .or(usual);
    }

    static Channels of(Arguments arguments) {
        return new Channels(arguments.flag(EACH), arguments.real(PROBABILITY));
    }

    /**
     * Draws, and changes the channels whose turn it is.
     *
     * @param change is given what was drawn, and a channel
     */
    <T> void change(Image image, RandomGenerator random, Function<RandomGenerator, T> draw, ObjIntConsumer<T> change) {
        T forAll = each ? null : draw.apply(random);
        for (int channel = 0; channel < image.channels(); channel++) {
            if (probability == 1 || random.nextDouble() < probability) {
                change.accept(each ? draw.apply(random) : forAll, channel);
            }
        }
    }
}
