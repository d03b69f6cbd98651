// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.surface;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;

/**
 * Creates the average symmetric surface distance in mm: the mean over all voxels of both surfaces of the distance to the
 * other surface (T. Heimann et al., "Comparison and evaluation of methods for liver segmentation from CT datasets", IEEE
 * Transactions on Medical Imaging 28(8), 2009).
 */
@Component
@PluginType("average-surface-distance")
public final class AverageSurfaceDistanceFactory implements MetricFactory {

    @Override
    public String summary() {
        return "average symmetric surface distance of each class in mm: the mean distance of each surface from the other";
    }

    @Override
    public Options options() {
        return DistanceOptions.options();
    }

    @Override
    public Metric create(Arguments arguments) {
        return DistanceOptions.metric(arguments, SurfaceDistances::mean);
    }
}
