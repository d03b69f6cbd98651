// SPDX-License-Identifier: Apache-2.0
package org.septum.api.metric;

import org.septum.api.data.Part;

/**
 * A score of one part of the data after one epoch.
 *
 * @param epoch counted from 1
 * @param part that was scored
 * @param head the head's name; empty for the total loss
 * @param metric the metric's type name, or {@code loss}
 * @param className a class, {@code mean} over the classes, or {@code all}
 * @param value the mean over the cases where it is defined; NaN if there are none
 */
public record MetricValue(int epoch, Part part, String head, String metric, String className, double value) {

    /** The name by which checkpoint policies refer to it: part/head/metric, with /class unless it is the mean or all. */
    public String path() {
        String base = head.isEmpty() ? part + "/" + metric : part + "/" + head + "/" + metric;
        return ScoreNames.isOverall(className) ? base : base + "/" + className;
    }
}
