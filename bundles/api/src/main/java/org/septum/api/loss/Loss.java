// SPDX-License-Identifier: Apache-2.0
package org.septum.api.loss;

import java.util.Set;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;

/** A scalar to minimize. Its gradient is derived from the graph. */
public interface Loss {

    /** Whether it can be used with targets of this encoding. */
    boolean accepts(TargetEncoding encoding);

    /** Whether it trains nothing, whatever logits and target are, because all its weights are zero. */
    default boolean isConstant() {
        return false;
    }

    /**
     * Whether it has a value for a batch in which no pixel is of any class but these; not so where the pixels that count are
     * averaged and none does.
     *
     * @param classes indices into the head's classes; not empty
     */
    default boolean isDefined(Set<Integer> classes) {
        return true;
    }

    /**
     * Builds the loss.
     *
     * @param logits [batch, logit channels, height, width], not yet squashed
     * @param target as the head's {@link TargetEncoding} says; {@link TargetEncoding#of} tells which it is, and {@link
     *     GraphBuilder#oneHot} makes one channel per class of class indices
     * @return a scalar, a mean rather than a sum, so that the learning rate does not depend on the batch size
     * @throws org.septum.api.UserError if an option does not suit the number of channels
     */
    Tensor build(GraphBuilder graph, Tensor logits, Tensor target);

    /**
     * Builds the loss where not every pixel counts: those of labels that the dataset ignores do not. No gradient goes back from
     * them whatever is done here, for their logits are 0 in place of the network's. By default they are compared all the same,
     * as background of which nothing is known, which adds a constant and dilutes means; a loss that takes its means and sums
     * over the pixels that count does better.
     *
     * @param logits as above, 0 where a pixel does not count
     * @param target as above, that of the background where a pixel does not count
     * @param counted [batch, 1, height, width], 1 where a pixel counts, else 0
     */
    default Tensor build(GraphBuilder graph, Tensor logits, Tensor target, Tensor counted) {
        return build(graph, logits, target);
    }
}
