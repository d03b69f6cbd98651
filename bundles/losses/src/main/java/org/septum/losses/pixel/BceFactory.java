// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.pixel;

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
import org.septum.losses.Reduction;
import org.septum.losses.Truth;
import org.septum.losses.TruthLoss;

/** The loss {@code bce}: {@link Bce}. */
@Component
@PluginType("bce")
public final class BceFactory implements LossFactory {

    private static final Option POSITIVE_WEIGHT = Option.real(
                    "positive-weight",
                    1e-6,
                    1e6,
                    "the weight of positive pixels, negative ones having 1; PyTorch's pos_weight, none by default")
            .or(1);

    @Override
    public String summary() {
        return "binary cross-entropy, computed stably from logits";
    }

    @Override
    public Options options() {
        return Options.of(POSITIVE_WEIGHT, Reduction.option("the mean over pixels and batch"));
    }

    @Override
    public Loss create(Arguments arguments) {
        return new Bce(arguments.real(POSITIVE_WEIGHT.name()), Reduction.of(arguments));
    }

    /**
     * -(w t log p + (1 - t) log (1 - p)) with p = sigmoid(logit), target t and positive weight w; as PyTorch's
     * BCEWithLogitsLoss. A mean divides by the number of pixels, not by their weights.
     */
    private record Bce(double positiveWeight, Reduction reduction) implements TruthLoss {

        @Override
        public boolean accepts(TargetEncoding encoding) {
            return encoding == TargetEncoding.MASK;
        }

        @Override
        public Tensor build(GraphBuilder graph, Tensor logits, Truth truth) {
            Tensor losses = graph.bceWithLogits(logits, truth.target(), positiveWeight);
            return reduction == Reduction.MEAN ? truth.mean(graph, losses) : truth.sum(graph, losses);
        }
    }
}
