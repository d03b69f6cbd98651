// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.pixel;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.LossFactory;
import org.septum.losses.AnyTarget;
import org.septum.losses.ClassWeights;
import org.septum.losses.Reduction;

/**
 * The loss {@code top-k-cross-entropy}: the mean of the largest losses of a batch's pixels: binary cross-entropy for masks,
 * cross-entropy, weighted by class, for class indices.
 *
 * <p>Z. Wu, C. Shen and A. van den Hengel, "Bridging Category-level and Instance-level Semantic Image Segmentation",
 * arXiv:1605.06885, 2016.
 */
@Component
@PluginType("top-k-cross-entropy")
public final class TopKCrossEntropyFactory implements LossFactory {

    private static final Option FRACTION = Option.real(
                    "fraction",
                    1e-6,
                    1,
                    "the share of the batch's pixels that count, at least one of them; the default is nnU-Net's")
            .or(0.1);

    @Override
    public String summary() {
        return "the mean cross-entropy of the worst pixels of a batch (Wu et al. 2016)";
    }

    @Override
    public Options options() {
        return Options.of(FRACTION, ClassWeights.OPTION);
    }

    @Override
    public AnyTarget create(Arguments arguments) {
        ClassWeights classWeights = ClassWeights.of(arguments);
        double fraction = arguments.real(FRACTION.name());
        return (graph, logits, truth) -> {
            Tensor target = truth.target();
            if (TargetEncoding.of(logits, target) == TargetEncoding.MASK) {
                classWeights.refuseForMasks();
            } else {
                classWeights.check(logits.shape().channels());
            }
            // Losses are not negative, so that what does not count comes last.
            Tensor losses = truth.masked(graph, PixelEntropy.of(graph, logits, target, classWeights.values()));
            // A plane of the target with ones in it, whatever the target holds.
            Tensor ones = graph.affine(graph.clamp(target, 0, 0), 1, 1);
            Tensor rank = graph.rankedSum(losses, ones, Reduction.ALL_ROLES);
            Optional<Tensor> counted = truth.count(graph, losses.shape().channels());
            if (counted.isPresent()) {
                // The last of the worst pixels counts in part where the share of those that count is no whole number.
                Tensor count = graph.clamp(graph.affine(counted.get(), fraction, 0), 1, Float.MAX_VALUE);
                Tensor chosen = graph.clamp(graph.subtract(graph.affine(count, 1, 1), rank), 0, 1);
                return graph.divide(graph.sum(graph.multiply(losses, chosen), Reduction.ALL_ROLES), count);
            }
            long count = Math.max(1, (long) (losses.shape().elements() * fraction));
            Tensor chosen = graph.clamp(graph.affine(rank, -1, count + 1), 0, 1);
            Tensor sum = graph.sum(graph.multiply(losses, chosen), Reduction.ALL_ROLES);
            return graph.affine(sum, 1.0 / count, 0);
        };
    }
}
