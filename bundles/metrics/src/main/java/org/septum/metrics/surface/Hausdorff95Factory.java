// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.surface;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;

/**
 * Creates the 95th percentile of the Hausdorff distance in mm, which a few stray voxels do not decide (D. P. Huttenlocher,
 * G. A. Klanderman and W. J. Rucklidge, "Comparing images using the Hausdorff distance", IEEE Transactions on Pattern
 * Analysis and Machine Intelligence 15(9), 1993). Of the two percentiles, one each way, the larger is taken, as in MONAI;
 * other programs take the percentile of all distances together, which gives smaller values.
 */
@Component
@PluginType("hausdorff-95")
public final class Hausdorff95Factory implements MetricFactory {

    @Override
    public String summary() {
        return "95th percentile of the Hausdorff distance of each class in mm: how far the two surfaces are apart but for 5 %";
    }

    @Override
    public Options options() {
        return DistanceOptions.options();
    }

    @Override
    public Metric create(Arguments arguments) {
        return DistanceOptions.metric(arguments, distances -> distances.percentile(95));
    }
}
