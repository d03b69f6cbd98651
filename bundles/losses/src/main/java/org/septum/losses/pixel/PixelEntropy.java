// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.pixel;

import java.util.List;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;

/** The cross-entropy of each pixel, whatever the head's encoding. */
final class PixelEntropy {

    /** PyTorch's value for "no class is ignored". */
    static final int IGNORE_NONE = -100;

    private PixelEntropy() {}

    /**
     * @param classWeights one per class, or empty; masks take none
     * @return for a mask the shape of the logits, for class indices one channel
     */
    static Tensor of(GraphBuilder graph, Tensor logits, Tensor target, List<Double> classWeights) {
        return TargetEncoding.of(logits, target) == TargetEncoding.MASK
                ? graph.bceWithLogits(logits, target, 1)
                : graph.nll(graph.logSoftmax(logits), target, classWeights, IGNORE_NONE);
    }
}
