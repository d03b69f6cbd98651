// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.pixel;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.losses.AnyTarget;
import org.septum.losses.ClassWeights;
import org.septum.losses.Truth;

/** The loss {@code focal}: {@link Focal}. */
@Component
@PluginType("focal")
public final class FocalFactory implements LossFactory {

    private static final Option GAMMA = Option.real(
                    "gamma", 0, 10, "how strongly; 0 is cross-entropy; the default is the paper's")
            .or(2);
    private static final Option ALPHA = Option.real(
                    "alpha",
                    0,
                    1,
                    "for masks: the weight of positive pixels, negative ones having 1 - alpha (the paper's is 0.25); no"
                            + " weights if left out")
            .optional();

    @Override
    public String summary() {
        return "cross-entropy with well-classified pixels weighted down (Lin et al. 2017)";
    }

    @Override
    public Options options() {
        return Options.of(GAMMA, ALPHA, ClassWeights.OPTION);
    }

    @Override
    public Loss create(Arguments arguments) {
        return new Focal(arguments, ClassWeights.of(arguments), arguments.real(GAMMA.name()));
    }

    /**
     * -w (1 - p)^gamma log p with the probability p of the truth: from a sigmoid where the target is a mask, from a softmax
     * where it is a class index. The mean divides by the number of pixels, as torchvision's sigmoid_focal_loss.
     *
     * <p>T.-Y. Lin, P. Goyal, R. Girshick, K. He and P. Dollar, "Focal Loss for Dense Object Detection", ICCV 2017.
     */
    private record Focal(Arguments arguments, ClassWeights classWeights, double gamma) implements AnyTarget {

        /** Below it the power of 1 - p is flat, so that a gamma below 1 has no infinite slope. */
        private static final double NEGLIGIBLE = 1e-12;

        @Override
        public Tensor build(GraphBuilder graph, Tensor logits, Truth truth) {
            Tensor target = truth.target();
            boolean mask = TargetEncoding.of(logits, target) == TargetEncoding.MASK;
            Tensor entropy = PixelEntropy.of(graph, logits, target, List.of());
            Tensor wrong = graph.clamp(graph.affine(graph.exp(graph.affine(entropy, -1, 0)), -1, 1), NEGLIGIBLE, 1);
            Tensor focused = graph.multiply(graph.pow(wrong, gamma), entropy);
            Tensor weighted = mask ? byAlpha(graph, focused, target) : byClass(graph, focused, logits, target);
            return truth.mean(graph, weighted);
        }

        private Tensor byAlpha(GraphBuilder graph, Tensor losses, Tensor target) {
            classWeights.refuseForMasks();
            if (!arguments.has(ALPHA.name())) {
                return losses;
            }
            double alpha = arguments.real(ALPHA.name());
            return graph.multiply(losses, graph.affine(target, 2 * alpha - 1, 1 - alpha));
        }

        private Tensor byClass(GraphBuilder graph, Tensor losses, Tensor logits, Tensor target) {
            if (arguments.has(ALPHA.name())) {
                throw arguments.error(ALPHA.name(), "the head's target is a class index; give class-weights instead");
            }
            classWeights.check(logits.shape().channels());
            return classWeights.isEmpty()
                    ? losses
                    : graph.multiply(losses, graph.nllWeight(target, classWeights.values(), PixelEntropy.IGNORE_NONE));
        }
    }
}
