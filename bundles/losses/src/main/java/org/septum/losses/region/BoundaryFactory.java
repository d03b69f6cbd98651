// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.region;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Tensor;
import org.septum.api.loss.LossFactory;
import org.septum.losses.AnyTarget;
import org.septum.losses.ClassMaps;
import org.septum.losses.Regions;

/**
 * The loss {@code boundary}: the mean of probability x signed distance to the class's true boundary, in pixels, negative inside:
 * what a prediction covers outside costs more the farther away it is. It is negative for a good prediction. A class that is
 * absent, or everywhere, has no boundary and costs nothing, so the paper adds this loss to one of overlap, with a weight that
 * grows from 0.01.
 *
 * <p>H. Kervadec et al., "Boundary loss for highly unbalanced segmentation", MIDL 2019.
 */
@Component
@PluginType("boundary")
public final class BoundaryFactory implements LossFactory {

    @Override
    public String summary() {
        return "probabilities weighted by their distance to the true boundary; to be added to another (Kervadec et al. 2019)";
    }

    @Override
    public Options options() {
        return Options.of(Regions.background(false, "it does not by default, as in the paper"));
    }

    @Override
    public AnyTarget create(Arguments arguments) {
        boolean background = Regions.background(arguments);
        return (graph, logits, truth) -> {
            ClassMaps maps = ClassMaps.of(graph, logits, truth, background);
            Tensor distance = graph.signedDistance(maps.truth());
            return truth.mean(graph, graph.multiply(maps.probability(), distance));
        };
    }
}
