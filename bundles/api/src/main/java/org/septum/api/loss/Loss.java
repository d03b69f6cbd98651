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
}
