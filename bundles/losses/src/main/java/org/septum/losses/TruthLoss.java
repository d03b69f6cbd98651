// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import java.util.Optional;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.loss.Loss;

/** A loss that leaves pixels which do not count out of its sums and means. */
public interface TruthLoss extends Loss {

    /**
     * Builds the loss.
     *
     * @param logits [batch, logit channels, height, width], not yet squashed
     * @return a scalar
     */
    Tensor build(GraphBuilder graph, Tensor logits, Truth truth);

    @Override
    default Tensor build(GraphBuilder graph, Tensor logits, Tensor target) {
        return build(graph, logits, new Truth(target, Optional.empty()));
    }

    @Override
    default Tensor build(GraphBuilder graph, Tensor logits, Tensor target, Tensor counted) {
        return build(graph, logits, new Truth(target, Optional.of(counted)));
    }
}
