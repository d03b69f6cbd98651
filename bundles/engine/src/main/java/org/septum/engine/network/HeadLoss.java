// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.engine.sample.ActiveHead;

/**
 * A head's loss with what logits are compared with. Where pixels do not count, their logits are replaced by 0 before any loss
 * sees them: that no gradient goes back from there is so for every loss, whatever it does.
 *
 * @param target of the head
 * @param counted [batch, 1, height, width], 1 where a pixel counts, else 0; empty where all do
 */
record HeadLoss(ActiveHead head, Tensor target, Optional<Tensor> counted) {

    /**
     * A scalar.
     *
     * @param graph scoped to the loss
     * @param logits of the target's size
     */
    Tensor of(GraphBuilder graph, Tensor logits) {
        return counted.map(mask -> head.loss().build(graph, graph.multiply(logits, mask), target, mask))
                .orElseGet(() -> head.loss().build(graph, logits, target));
    }

    /** The same for logits of a smaller size: of each window of pixels the one behind its centre counts. */
    HeadLoss reduced(GraphBuilder graph, Extent factor) {
        return new HeadLoss(head, reduced(graph, target, factor), counted.map(mask -> reduced(graph, mask, factor)));
    }

    /** For windows of 2 x 2 the last pixel, of 1 x 2 the right one. */
    private static Tensor reduced(GraphBuilder graph, Tensor pixels, Extent factor) {
        Tensor windows = graph.pixelUnshuffle(pixels, factor);
        int behindCentre = factor.height() / 2 * factor.width() + factor.width() / 2;
        List<Tensor> channels = new ArrayList<>();
        for (int channel = 0; channel < pixels.shape().channels(); channel++) {
            channels.add(graph.slice(windows, channel * factor.area() + behindCentre, 1));
        }
        return graph.concat(channels);
    }
}
