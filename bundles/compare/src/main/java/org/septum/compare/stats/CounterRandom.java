// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.stats;

/**
 * Random numbers by their number: the value at a place depends on the seed and the place alone, so the same numbers come
 * in whatever order and by how many threads they are drawn. The mixing function is that of SplitMix64 (G. L. Steele Jr.,
 * D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014).
 */
record CounterRandom(long seed) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** A whole number from 0 to below the bound, all alike. */
    int below(int bound, long place) {
        return (int) Math.multiplyHigh(bits(place) >>> 1, 2L * bound);
    }

    private long bits(long place) {
        long z = mix(seed) + place * GOLDEN;
        return mix(z);
    }

    private static long mix(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
