// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import static org.septum.common.random.SplitMix.mix;

import org.septum.common.random.SplitMix;

/**
 * The reference backend's random numbers for dropout. They are counter-based: a number depends on its four coordinates
 * alone, {@code mix(mix(mix(mix(seed) + step) + stream) + element)}, where {@code mix} is {@link SplitMix#mix}. An element
 * is dropped if its number is less than the probability.
 */
public final class DropoutNoise {

    private DropoutNoise() {}

    /**
     * The number of one element.
     *
     * @param seed the run's seed
     * @param step the number of the training step
     * @param stream which dropout of the graph
     * @param element its index in reference order (batch, channel, height, width)
     * @return at least 0 and less than 1, a multiple of 2^-53
     */
    public static double uniform(long seed, long step, int stream, long element) {
        return SplitMix.uniform(mix(mix(mix(mix(seed) + step) + stream) + element));
    }
}
