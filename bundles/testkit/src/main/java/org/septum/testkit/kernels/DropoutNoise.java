// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

/**
 * The reference backend's random numbers for dropout. They are counter-based: a number depends on its four coordinates
 * alone, {@code mix(mix(mix(mix(seed) + step) + stream) + element)}, where {@code mix} is the output function of SplitMix64
 * (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014) after adding its increment. An
 * element is dropped if its number is less than the probability.
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
        return (mix(mix(mix(mix(seed) + step) + stream) + element) >>> 11) * 0x1p-53;
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
