// SPDX-License-Identifier: Apache-2.0
package org.septum.api.metric;

import java.util.List;
import java.util.Map;

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
        LOWER,
        /** Nearer to 0, as of a signed difference. */
        ZERO
    }

    /** What makes up one case. */
    Unit unit();

    /** Which way its scores are better. */
    Direction direction();

    /** The value for masks of which one or both are empty, in words, for reports. */
    String emptyRule();

    /** The lowest score that it can give; by default there is none. */
    default double lowest() {
        return Double.NEGATIVE_INFINITY;
    }

    /** The highest score that it can give; by default there is none. */
    default double highest() {
        return Double.POSITIVE_INFINITY;
    }

    /** Whether truth and prediction can be exchanged without changing any score; by default it says nothing about that. */
    default boolean symmetric() {
        return false;
    }

    /** Whether the mean over its classes means something; false where a metric's columns are different quantities. */
    default boolean averagesClasses() {
        return true;
    }

    /**
     * Further figures over all cases beside the mean, by name: limits of agreement, for example.
     *
     * @param className one of the names that {@link Accumulator#scores} gave
     * @param values the defined values of all cases
     */
    default Map<String, Double> summarize(String className, List<Double> values) {
        return Map.of();
    }

    /**
     * Starts a case.
     *
     * @param classes the head's classes, the background first
     * @throws org.septum.api.UserError if an option names a class that is not among them
     */
    Accumulator start(List<String> classes);

    /** The scores of one case, built up slice by slice. */
    interface Accumulator {

        /**
         * Adds a slice. The slices of a volume come one after another, in order, and all have the same size.
         *
         * @throws org.septum.api.UserError if the slice cannot be scored, for example a distance without a spacing
         */
        void add(ScoredSlice slice);

        /** The scores by class name, or under {@link ScoreNames#WHOLE} for a score of the whole image. */
        Map<String, Score> scores();
    }
}
