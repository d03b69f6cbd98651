// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.stats;

/** A confidence interval; both ends NaN where there is none. */
public record Interval(double low, double high) {

    static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);
}
