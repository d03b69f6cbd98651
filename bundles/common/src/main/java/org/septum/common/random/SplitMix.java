// SPDX-License-Identifier: Apache-2.0
package org.septum.common.random;

/**
 * The mixing function of SplitMix64 (G. L. Steele Jr., D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators",
 * OOPSLA 2014; variant 13 of Stafford). Numbers that are made from a seed and a place with it are the same in whatever order
 * and by how many threads they are drawn.
 */
public final class SplitMix {

    /** The increment of the generator's state. */
    public static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private SplitMix() {}

    /** Adds the increment and mixes: values that lie side by side give results that have nothing in common. */
    public static long mix(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** The upper 53 bits as a number: at least 0 and less than 1, a multiple of 2^-53. */
    public static double uniform(long mixed) {
        return (mixed >>> 11) * 0x1p-53;
    }
}
