// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;

/**
 * Creates the precision |T and P| / |P| of the pixels P predicted to be of a class, of which T truly are, also called the
 * positive predictive value (C. J. van Rijsbergen, "Information Retrieval", 2nd edition, 1979).
 */
@Component
@PluginType("precision")
public final class PrecisionFactory implements MetricFactory {

    @Override
    public String summary() {
        return "precision of each class: the share of its predicted pixels that are right, 0 to 1";
    }

    @Override
    public Options options() {
        return OverlapMetric.options(
                "the value of a class that is not predicted: undefined and left out of means, 1 or 0; recall counts what was"
                        + " missed there. It is always 0 where a class is predicted but absent");
    }

    @Override
    public Metric create(Arguments arguments) {
        return OverlapMetric.of(
                arguments,
                "where the prediction is empty",
                "0 where only the truth is empty",
                false,
                overlap -> (double) overlap.common() / overlap.prediction());
    }
}
