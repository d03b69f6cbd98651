// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.region;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Role;
import org.septum.api.graph.Tensor;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.losses.Regions;

/**
 * The loss {@code generalized-dice}: 1 - (2 sum of w shared + smooth) / (sum of w (predicted + actual) + smooth) over classes,
 * with w = 1 / actual^2; averaged over samples. A class that is absent has no weight: the paper's would be infinite.
 *
 * <p>C. H. Sudre et al., "Generalised Dice Overlap as a Deep Learning Loss Function for Highly Unbalanced Segmentations", DLMIA
 * 2017.
 */
@Component
@PluginType("generalized-dice")
public final class GeneralizedDiceFactory implements LossFactory {

    @Override
    public String summary() {
        return "Dice of all classes together, small ones weighted up (Sudre et al. 2017)";
    }

    @Override
    public Options options() {
        return Options.of(
                Regions.background(true, "it does by default, as in the paper"), Regions.OVER, Regions.SMOOTH);
    }

    @Override
    public Loss create(Arguments arguments) {
        double smooth = arguments.real(Regions.SMOOTH.name());
        return new OverlapLoss(Regions.of(arguments), false, (graph, overlap) -> {
            Tensor present = graph.clamp(overlap.actual(), 0, 1);
            Tensor weight = graph.divide(present, graph.pow(graph.clamp(overlap.actual(), 1, Float.MAX_VALUE), 2));
            Tensor shared = classSum(graph, graph.multiply(weight, overlap.shared()));
            Tensor sizes = classSum(graph, graph.multiply(weight, overlap.sizes(graph)));
            return OverlapLoss.complement(graph, shared, 2, sizes, smooth);
        });
    }

    private static Tensor classSum(GraphBuilder graph, Tensor x) {
        return graph.sum(x, Set.of(Role.CHANNEL));
    }
}
