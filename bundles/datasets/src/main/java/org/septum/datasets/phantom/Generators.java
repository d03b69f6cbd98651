// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.phantom;

import java.util.SplittableRandom;
import org.septum.common.random.SplitMix;

/**
 * Makes one generator for each patient and each slice, so that a slice looks the same whichever thread draws it and
 * whatever was drawn before.
 *
 * <p>The state is {@code m(m(m(seed) + patient) + slice)} where {@code m} is {@link SplitMix#mix}. Mixing is needed
 * because generators with neighbouring states would give overlapping sequences.
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
        return new SplittableRandom(SplitMix.mix(SplitMix.mix(SplitMix.mix(seed) + patient) + slice));
    }
}
