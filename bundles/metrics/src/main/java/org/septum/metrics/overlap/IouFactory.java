// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;

/**
 * Creates the intersection over union |T and P| / |T or P| of the pixels T that are truly of a class and the pixels P
 * predicted to be, also called the Jaccard index (P. Jaccard, "The distribution of the flora in the alpine zone", New
 * Phytologist 11(2), 1912). A Dice coefficient D of the same pixels gives D / (2 - D).
 */
@Component
@PluginType("iou")
public final class IouFactory implements MetricFactory {

    @Override
    public String summary() {
        return "intersection over union of each class (Jaccard index): the overlap over the area that either has, 0 to 1";
    }

    @Override
    public Options options() {
        return OverlapMetric.options();
    }

    @Override
    public Metric create(Arguments arguments) {
        return OverlapMetric.symmetric(
                arguments,
                overlap -> (double) overlap.common() / (overlap.truth() + overlap.prediction() - overlap.common()));
    }
}
