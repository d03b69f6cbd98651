// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.region;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Tensor;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.losses.Regions;

/**
 * The loss {@code jaccard}: 1 - (shared + smooth) / (predicted + actual - shared + smooth), averaged over classes and
 * samples.
 *
 * <p>M. A. Rahman and Y. Wang, "Optimizing Intersection-Over-Union in Deep Neural Networks for Image Segmentation", ISVC
 * 2016.
 */
@Component
@PluginType("jaccard")
public final class JaccardFactory implements LossFactory {

    @Override
    public String summary() {
        return "soft Jaccard: 1 minus intersection over union (Rahman and Wang 2016)";
    }

    @Override
    public Options options() {
        return Options.of(Regions.background(true, "it does by default, as in MONAI"), Regions.OVER, Regions.SMOOTH);
    }

    @Override
    public Loss create(Arguments arguments) {
        double smooth = arguments.real(Regions.SMOOTH.name());
        return new OverlapLoss(Regions.of(arguments), false, (graph, overlap) -> {
            Tensor union = graph.subtract(overlap.sizes(graph), overlap.shared());
            return OverlapLoss.complement(graph, overlap.shared(), 1, union, smooth);
        });
    }
}
