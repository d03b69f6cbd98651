// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.pixel;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.septum.api.Arguments;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Role;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.losses.ClassWeights;
import org.septum.losses.Reduction;

/**
 * -w[t] log softmax(logits)[t] for the true class t with weight w[t], as PyTorch's CrossEntropyLoss. With label smoothing s
 * the true class has a probability of 1 - s and all K classes s / K more. The mean divides by the sum of the pixels' weights,
 * ignored pixels having none; it is NaN for a batch in which no pixel counts.
 *
 * <p>Label smoothing: C. Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016.
 */
final class CrossEntropy implements Loss {

    static final String IGNORED = "ignore-index";
    static final String SMOOTHING = "label-smoothing";

    /** PyTorch's value for "no class is ignored". */
    static final int IGNORE_NONE = -100;

    private final Arguments arguments;
    private final List<Double> weights;
    private final Reduction reduction;
    private final int ignoreIndex;
    private final double smoothing;

    CrossEntropy(Arguments arguments, List<Double> weights, Reduction reduction) {
        this.arguments = arguments;
        this.weights = weights;
        this.reduction = reduction;
        this.ignoreIndex = arguments.has(IGNORED) ? arguments.whole(IGNORED) : IGNORE_NONE;
        this.smoothing = arguments.real(SMOOTHING);
    }

    @Override
    public boolean accepts(TargetEncoding encoding) {
        return encoding == TargetEncoding.CLASS_INDEX;
    }

    @Override
    public boolean isDefined(Set<Integer> classes) {
        return reduction == Reduction.SUM || classes.stream().anyMatch(this::counts);
    }

    private boolean counts(int index) {
        return index != ignoreIndex && (weights.isEmpty() || weights.get(index) > 0);
    }

    @Override
    public Tensor build(GraphBuilder graph, Tensor logits, Tensor target) {
        check(logits.shape().channels());
        Tensor logProbabilities = graph.logSoftmax(logits);
        Tensor losses = graph.nll(logProbabilities, target, weights, ignoreIndex);
        if (smoothing > 0) {
            Tensor uniform = uniform(graph, logProbabilities, target);
            losses = graph.add(graph.affine(losses, 1 - smoothing, 0), uniform);
        }
        if (reduction == Reduction.SUM) {
            return graph.sum(losses, Reduction.ALL_ROLES);
        }
        if (weights.isEmpty() && ignoreIndex == IGNORE_NONE) {
            return graph.mean(losses, Reduction.ALL_ROLES);
        }
        Tensor counting = graph.nllWeight(target, weights, ignoreIndex);
        return graph.divide(graph.sum(losses, Reduction.ALL_ROLES), graph.sum(counting, Reduction.ALL_ROLES));
    }

    /** -s / K times the weighted sum of all classes' log-probabilities; 0 where the pixel is ignored. */
    private Tensor uniform(GraphBuilder graph, Tensor logProbabilities, Tensor target) {
        int classes = logProbabilities.shape().channels();
        Tensor weighted = logProbabilities;
        if (!weights.isEmpty()) {
            weighted = graph.concat(IntStream.range(0, classes)
                    .mapToObj(index -> graph.affine(graph.slice(logProbabilities, index, 1), weights.get(index), 0))
                    .toList());
        }
        Tensor sum = graph.affine(graph.sum(weighted, Set.of(Role.CHANNEL)), -smoothing / classes, 0);
        return ignoreIndex == IGNORE_NONE ? sum : graph.multiply(sum, graph.nllWeight(target, List.of(), ignoreIndex));
    }

    private void check(int classes) {
        ClassWeights.check(arguments, weights, classes);
        if (ignoreIndex >= classes) {
            throw arguments.error(
                    IGNORED, "found " + ignoreIndex + ", but the classes are numbered from 0 to " + (classes - 1));
        }
    }
}
