// SPDX-License-Identifier: Apache-2.0
package org.septum.api.metric;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.data.Spacing;

/** A score of predictions against the truth, computed case by case. */
public interface Metric {

    /** What makes up one case. */
    enum Unit {
        SLICE,
        VOLUME,
        PATIENT
    }

    /** Which way is better. */
    enum Direction {
        HIGHER,
        LOWER
    }

    Unit unit();

    Direction direction();

    /** The value for masks that are both empty, in words, for reports. */
    String emptyRule();

    /**
     * Starts a case.
     *
     * @param classes the head's classes, the background first
     */
    Accumulator start(List<String> classes);

    /** The scores of one case, built up slice by slice. */
    interface Accumulator {

        /**
         * Adds a slice.
         *
         * @param truth the true class of each pixel, row by row
         * @param prediction the decided class of each pixel
         */
        void add(int[] truth, int[] prediction, int height, int width, Optional<Spacing> spacing);

        /** The scores by class name, or under {@code all} for a score of the whole image; NaN where undefined. */
        Map<String, Double> scores();
    }
}
