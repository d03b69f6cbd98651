// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.surface;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;

/**
 * Creates the Hausdorff distance in mm: how far the surface of the truth is from that of the prediction, or the other way
 * round, at the worst place, or at the worst but for a given share (D. P. Huttenlocher, G. A. Klanderman and W. J.
 * Rucklidge, "Comparing images using the Hausdorff distance", IEEE Transactions on Pattern Analysis and Machine
 * Intelligence 15(9), 1993). Of the two percentiles, one each way, the larger is taken, as in MONAI.
 */
@Component
@PluginType("hausdorff")
public final class HausdorffFactory implements MetricFactory {

    private static final Option PERCENTILE = Option.real(
                    "percentile",
                    0,
                    100,
                    "which percentile of the distances is taken, each way; 100 is the largest distance. A type of its"
                            + " own,"
                            + " hausdorff-95, takes 95")
            .or(100);

    @Override
    public String summary() {
        return "Hausdorff distance of each class in mm: how far the two surfaces are apart at the worst place";
    }

    @Override
    public Options options() {
        return DistanceOptions.options(PERCENTILE);
    }

    @Override
    public Metric create(Arguments arguments) {
        double percentile = arguments.real(PERCENTILE.name());
        return DistanceOptions.metric(arguments, distances -> distances.percentile(percentile));
    }
}
