// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;

/**
 * Creates the Dice coefficient 2 |T and P| / (|T| + |P|) of the pixels T that are truly of a class and the pixels P
 * predicted to be (L. R. Dice, "Measures of the amount of ecologic association between species", Ecology 26(3), 1945).
 */
@Component
@PluginType("dice")
public final class DiceFactory implements MetricFactory {

    @Override
    public String summary() {
        return "Dice coefficient of each class: twice the overlap over the sum of both areas, 0 to 1";
    }

    @Override
    public Options options() {
        return OverlapMetric.options();
    }

    @Override
    public Metric create(Arguments arguments) {
        return OverlapMetric.symmetric(
                arguments, overlap -> 2.0 * overlap.common() / (overlap.truth() + overlap.prediction()));
    }
}
