// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.pixel;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Role;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.losses.ClassWeights;
import org.septum.losses.Reduction;
import org.septum.losses.Truth;
import org.septum.losses.TruthLoss;

/** The loss {@code cross-entropy}: {@link CrossEntropy}. */
@Component
@PluginType("cross-entropy")
public final class CrossEntropyFactory implements LossFactory {

    private static final Option IGNORED = Option.whole(
                    "ignore-index",
                    0,
                    Integer.MAX_VALUE,
                    "the index of a class whose pixels do not count; none if left out")
            .optional();
    private static final Option SMOOTHING = Option.real(
                    "label-smoothing",
                    0,
                    1,
                    "the share of the truth that is spread evenly over all classes; PyTorch's label_smoothing,"
                            + " none by default")
            .or(0);

    @Override
    public String summary() {
        return "log-softmax and negative log-likelihood of the true class";
    }

    @Override
    public Options options() {
        return Options.of(
                ClassWeights.OPTION,
                IGNORED,
                SMOOTHING,
                Reduction.option("the weighted mean over the pixels that count"));
    }

    @Override
    public Loss create(Arguments arguments) {
        return new CrossEntropy(
                arguments,
                ClassWeights.of(arguments),
                Reduction.of(arguments),
                arguments.has(IGNORED.name()) ? arguments.whole(IGNORED.name()) : PixelEntropy.IGNORE_NONE,
                arguments.real(SMOOTHING.name()));
    }

    /**
     * -w[t] log softmax(logits)[t] for the true class t with weight w[t], as PyTorch's CrossEntropyLoss. With label smoothing s
     * the true class has a probability of 1 - s and all K classes s / K more. The mean divides by the sum of the pixels'
     * weights, ignored pixels having none; it is NaN for a batch in which no pixel counts.
     *
     * <p>Label smoothing: C. Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016.
     */
    private record CrossEntropy(
            Arguments arguments, ClassWeights weights, Reduction reduction, int ignoreIndex, double smoothing)
            implements TruthLoss {

        @Override
        public boolean accepts(TargetEncoding encoding) {
            return encoding == TargetEncoding.CLASS_INDEX;
        }

        @Override
        public boolean isDefined(Set<Integer> classes) {
            return reduction == Reduction.SUM || classes.stream().anyMatch(this::counts);
        }

        private boolean counts(int index) {
            return index != ignoreIndex
                    && (weights.isEmpty() || weights.values().get(index) > 0);
        }

        @Override
        public Tensor build(GraphBuilder graph, Tensor logits, Truth truth) {
            Tensor target = truth.target();
            check(logits.shape().channels());
            Tensor logProbabilities = graph.logSoftmax(logits);
            Tensor losses = graph.nll(logProbabilities, target, weights.values(), ignoreIndex);
            if (smoothing > 0) {
                Tensor uniform = uniform(graph, logProbabilities, target);
                losses = graph.add(graph.affine(losses, 1 - smoothing, 0), uniform);
            }
            if (reduction == Reduction.SUM) {
                return truth.sum(graph, losses);
            }
            if (weights.isEmpty() && ignoreIndex == PixelEntropy.IGNORE_NONE) {
                return truth.mean(graph, losses);
            }
            return truth.weightedMean(graph, losses, graph.nllWeight(target, weights.values(), ignoreIndex));
        }

        /** -s / K times the weighted sum of all classes' log-probabilities; 0 where the pixel is ignored. */
        private Tensor uniform(GraphBuilder graph, Tensor logProbabilities, Tensor target) {
            int classes = logProbabilities.shape().channels();
            Tensor weighted = logProbabilities;
            if (!weights.isEmpty()) {
                weighted = graph.concat(IntStream.range(0, classes)
                        .mapToObj(index -> graph.affine(
                                graph.slice(logProbabilities, index, 1),
                                weights.values().get(index),
                                0))
                        .toList());
            }
            Tensor sum = graph.affine(graph.sum(weighted, Set.of(Role.CHANNEL)), -smoothing / classes, 0);
            return ignoreIndex == PixelEntropy.IGNORE_NONE
                    ? sum
                    : graph.multiply(sum, graph.nllWeight(target, List.of(), ignoreIndex));
        }

        private void check(int classes) {
            weights.check(classes);
            if (ignoreIndex >= classes) {
                throw arguments.error(
                        IGNORED.name(),
                        "found " + ignoreIndex + ", but the classes are numbered from 0 to " + (classes - 1));
            }
        }
    }
}
