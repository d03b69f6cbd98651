// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.common.text.Words;

/** The loss {@code weighted-sum}: several losses of the same logits, each with a weight. */
@Component
@PluginType("weighted-sum")
public final class WeightedSumFactory implements LossFactory {

    private static final Option LOSSES = new Option(
            "losses",
            new OptionType.Listing(new OptionType.Nested(Kind.LOSS), 1, Integer.MAX_VALUE),
            Option.Necessity.REQUIRED,
            null,
            "the losses to add");
    private static final Option WEIGHTS = Option.list(
                    "weights", new OptionType.Real(0, 1e6), "the weight of each loss; all 1 if left out")
            .optional();

    @Override
    public String summary() {
        return "several losses added up, each with a weight, as Dice and cross-entropy in nnU-Net";
    }

    @Override
    public Options options() {
        return Options.of(LOSSES, WEIGHTS);
    }

    @Override
    public Loss create(Arguments arguments) {
        List<Loss> losses = arguments.list(LOSSES.name(), org.septum.api.Component.class).stream()
                .map(component -> component.create(Loss.class))
                .toList();
        List<Double> weights = arguments.has(WEIGHTS.name())
                ? arguments.list(WEIGHTS.name(), Double.class)
                : Collections.nCopies(losses.size(), 1.0);
        if (weights.size() != losses.size()) {
            throw arguments.error(
                    WEIGHTS.name(),
                    "found " + Words.count(weights.size(), "weight") + " for " + losses.size()
                            + (losses.size() == 1 ? " loss" : " losses") + "; give one for each loss");
        }
        return new WeightedSum(losses, weights);
    }

    private record WeightedSum(List<Loss> losses, List<Double> weights) implements TruthLoss {

        @Override
        public boolean accepts(TargetEncoding encoding) {
            return losses.stream().allMatch(loss -> loss.accepts(encoding));
        }

        @Override
        public boolean isConstant() {
            return IntStream.range(0, losses.size())
                    .allMatch(i -> weights.get(i) == 0 || losses.get(i).isConstant());
        }

        /** Also a term of weight 0 must have a value: 0 times NaN is NaN. */
        @Override
        public boolean isDefined(Set<Integer> classes) {
            return losses.stream().allMatch(loss -> loss.isDefined(classes));
        }

        @Override
        public Tensor build(GraphBuilder graph, Tensor logits, Truth truth) {
            Tensor sum = null;
            for (int i = 0; i < losses.size(); i++) {
                Tensor loss = truth.compare(graph.scope(Integer.toString(i)), losses.get(i), logits);
                Tensor weighted = graph.affine(loss, weights.get(i), 0);
                sum = sum == null ? weighted : graph.add(sum, weighted);
            }
            return sum;
        }
    }
}
