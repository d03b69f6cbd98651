// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Makes every random generator of a run from what it is for, and from nothing else: results do not depend on threads or
 * on what was drawn elsewhere, and a resumed run needs no generator state.
 */
public final class Randomness {

    private final long seed;

    public Randomness(long seed) {
        this.seed = seed;
    }

    /**
     * A generator of its own for one purpose.
     *
     * @param keys purpose, epoch, sample id, component: whatever tells this use from all others
     */
    public RandomGenerator generator(Object... keys) {
        long hash = mix(seed);
        for (Object key : keys) {
            String text = key.toString();
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x100000001b3L; // FNV-1a over the text
            }
            hash = mix(hash);
        }
        return new SplittableRandom(hash);
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014). */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
