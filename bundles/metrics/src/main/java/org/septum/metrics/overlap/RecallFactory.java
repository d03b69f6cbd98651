// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;

/**
 * Creates the recall |T and P| / |T| of the pixels T that are truly of a class, of which P are predicted to be, also
 * called sensitivity (C. J. van Rijsbergen, "Information Retrieval", 2nd edition, 1979).
 */
@Component
@PluginType("recall")
public final class RecallFactory implements MetricFactory {

    @Override
    public String summary() {
        return "recall of each class (sensitivity): the share of its true pixels that are found, 0 to 1";
    }

    @Override
    public Options options() {
        return OverlapMetric.options(
                "the value of a class that is absent: undefined and left out of means, 1 or 0; precision counts what was"
                        + " wrongly predicted there. It is always 0 where a class is present but not predicted");
    }

    @Override
    public Metric create(Arguments arguments) {
        return OverlapMetric.of(
                arguments,
                "where the truth is empty",
                "0 where only the prediction is empty",
                false,
                overlap -> (double) overlap.common() / overlap.truth());
    }
}
