// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.phantom;

import java.util.SplittableRandom;

/**
 * Makes one generator for each patient and each slice, so that a slice looks the same whichever thread draws it and
 * whatever was drawn before.
 *
 * <p>The state is {@code m(m(m(seed) + patient) + slice)} with the finalizer {@code m} of Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014 (variant 13 of Stafford). Mixing is needed because generators
 * with neighbouring states would give overlapping sequences.
 */
final class Generators {

    private static final int WHOLE_PATIENT = -1;

    private Generators() {}

    /** For what all slices of a patient share. */
    static SplittableRandom ofPatient(long seed, int patient) {
        return ofSlice(seed, patient, WHOLE_PATIENT);
    }

    /** For what one slice has of its own. */
    static SplittableRandom ofSlice(long seed, int patient, int slice) {
        return new SplittableRandom(mix(mix(mix(seed) + patient) + slice));
    }

    private static long mix(long state) {
        long z = state + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
