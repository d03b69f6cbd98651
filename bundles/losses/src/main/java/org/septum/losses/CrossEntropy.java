// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;

/**
 * -w[t] log softmax(logits)[t] for the true class t with weight w[t], as PyTorch's CrossEntropyLoss. The mean divides by the
 * sum of the pixels' weights, ignored pixels having none; it is NaN for a batch in which no pixel counts.
 */
final class CrossEntropy implements Loss {

    /** PyTorch's value for "no class is ignored". */
    private static final int IGNORE_NONE = -100;

    private final Arguments arguments;
    private final List<Double> weights;
    private final Reduction reduction;
    private final int ignoreIndex;

    CrossEntropy(Arguments arguments, List<Double> weights, Reduction reduction) {
        this.arguments = arguments;
        this.weights = weights;
        this.reduction = reduction;
        this.ignoreIndex = arguments.has("ignore-index") ? arguments.whole("ignore-index") : IGNORE_NONE;
    }

    @Override
    public boolean accepts(TargetEncoding encoding) {
        return encoding == TargetEncoding.CLASS_INDEX;
    }

    @Override
    public Tensor build(GraphBuilder graph, Tensor logits, Tensor target) {
        check(logits.shape().channels());
        Tensor losses = graph.nll(graph.logSoftmax(logits), target, weights, ignoreIndex);
        if (reduction == Reduction.SUM) {
            return graph.sum(losses, Reduction.ALL_ROLES);
        }
        if (weights.isEmpty() && ignoreIndex == IGNORE_NONE) {
            return graph.mean(losses, Reduction.ALL_ROLES);
        }
        Tensor counting = graph.nllWeight(target, weights, ignoreIndex);
        return graph.divide(graph.sum(losses, Reduction.ALL_ROLES), graph.sum(counting, Reduction.ALL_ROLES));
    }

    private void check(int classes) {
        if (!weights.isEmpty() && weights.size() != classes) {
            throw arguments.error(
                    "class-weights",
                    "found " + weights.size() + " weights for " + classes + " classes; give one for each class");
        }
        if (ignoreIndex >= classes) {
            throw arguments.error(
                    "ignore-index",
                    "found " + ignoreIndex + ", but the classes are numbered from 0 to " + (classes - 1));
        }
    }
}
