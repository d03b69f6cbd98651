// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.stats;

import org.septum.common.random.SplitMix;

/**
 * Random numbers by their number: the value at a place depends on the seed and the place alone, so the same numbers come
 * in whatever order and by how many threads they are drawn.
 */
record CounterRandom(long seed) {

    /** A whole number from 0 to below the bound, all alike. */
    int below(int bound, long place) {
        return (int) Math.multiplyHigh(bits(place) >>> 1, 2L * bound);
    }

    private long bits(long place) {
        return SplitMix.mix(SplitMix.mix(seed) + place * SplitMix.GOLDEN);
    }
}
