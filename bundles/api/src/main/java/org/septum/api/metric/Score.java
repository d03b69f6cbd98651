// SPDX-License-Identifier: Apache-2.0
package org.septum.api.metric;

/**
 * A score of one case.
 *
 * @param value NaN where undefined
 * @param byEmptyRule whether the metric's rule for empty masks gave the value, rather than its formula
 */
public record Score(double value, boolean byEmptyRule) {

    /** A score that the metric's formula gave. */
    public static Score of(double value) {
        return new Score(value, false);
    }

    /** A score that the metric's rule for empty masks gave. */
    public static Score ofEmpty(double value) {
        return new Score(value, true);
    }
}
