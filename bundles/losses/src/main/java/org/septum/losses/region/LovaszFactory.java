// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.region;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Activation;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Role;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.losses.AnyTarget;
import org.septum.losses.ClassMaps;
import org.septum.losses.Reduction;
import org.septum.losses.Regions;
import org.septum.losses.Truth;

/** The loss {@code lovasz}: {@link Lovasz}. */
@Component
@PluginType("lovasz")
public final class LovaszFactory implements LossFactory {

    private static final Option ONLY_PRESENT = Option.flag(
                    "only-present",
                    "for class indices: average over the classes that are present in the sample or batch, as the"
                            + " authors'"
                            + " code does by default")
            .or(true);

    @Override
    public String summary() {
        return "a convex extension of the Jaccard loss: Lovasz-softmax, or Lovasz hinge for masks (Berman et al. 2018)";
    }

    @Override
    public Options options() {
        return Options.of(
                ONLY_PRESENT, Regions.background(true, "it does by default, as in the authors' code"), Regions.OVER);
    }

    @Override
    public Loss create(Arguments arguments) {
        return new Lovasz(Regions.of(arguments), arguments.flag(ONLY_PRESENT.name()));
    }

    /**
     * The errors of a region's pixels, from the largest to the smallest, each times the rise of the Jaccard loss when that
     * pixel becomes wrong too. Errors are |truth - probability| of a softmax for class indices and max(0, 1 - logit) with the
     * sign of the truth for masks.
     *
     * <p>M. Berman, A. Rannen Triki and M. B. Blaschko, "The Lovasz-Softmax Loss: A Tractable Surrogate for the Optimization of
     * the Intersection-Over-Union Measure in Neural Networks", CVPR 2018.
     */
    private record Lovasz(Regions regions, boolean onlyPresent) implements AnyTarget {

        /** Makes 0 / 0, the share of a region without pixels that is still right, 1; too small to be seen elsewhere. */
        private static final double TINY = 1e-12;

        @Override
        public Tensor build(GraphBuilder graph, Tensor logits, Truth truth) {
            Tensor target = truth.target();
            if (TargetEncoding.of(logits, target) == TargetEncoding.MASK) {
                Tensor sign = graph.affine(target, 2, -1);
                Tensor margin = graph.affine(graph.multiply(logits, sign), -1, 1);
                Tensor errors = truth.masked(graph, graph.activate(margin, Activation.RELU));
                return graph.mean(losses(graph, errors, truth.masked(graph, target)), Reduction.ALL_ROLES);
            }
            ClassMaps maps = regions.maps(graph, logits, truth);
            Tensor errors = graph.abs(graph.subtract(maps.truth(), maps.probability()));
            Tensor losses = losses(graph, errors, maps.truth());
            return onlyPresent
                    ? meanOfPresent(graph, losses, regions.sum(graph, maps.truth()))
                    : graph.mean(losses, Reduction.ALL_ROLES);
        }

        /** One loss for each region. */
        private Tensor losses(GraphBuilder graph, Tensor errors, Tensor truth) {
            Tensor ones = graph.affine(graph.clamp(truth, 0, 0), 1, 1);
            Tensor size = regions.sum(graph, truth);
            Tensor missed = graph.rankedSum(errors, truth, regions.roles());
            Tensor rank = graph.rankedSum(errors, ones, regions.roles());
            Tensor after = overlap(graph, size, missed, rank);
            Tensor before = overlap(graph, size, graph.subtract(missed, truth), graph.affine(rank, 1, -1));
            return regions.sum(graph, graph.multiply(errors, graph.subtract(before, after)));
        }

        /** The Jaccard index when of the pixels so far, {@code rank} in number, {@code missed} are true ones and all wrong. */
        private static Tensor overlap(GraphBuilder graph, Tensor size, Tensor missed, Tensor rank) {
            Tensor right = graph.subtract(size, missed);
            return graph.divide(graph.affine(right, 1, TINY), graph.affine(graph.add(right, rank), 1, TINY));
        }

        /** The mean over classes with pixels, 0 if there are none, and over samples. */
        private static Tensor meanOfPresent(GraphBuilder graph, Tensor losses, Tensor size) {
            Tensor present = graph.clamp(size, 0, 1);
            Set<Role> classes = Set.of(Role.CHANNEL);
            Tensor count = graph.clamp(graph.sum(present, classes), 1, Float.MAX_VALUE);
            Tensor sum = graph.sum(graph.multiply(losses, present), classes);
            return graph.mean(graph.divide(sum, count), Reduction.ALL_ROLES);
        }
    }
}
