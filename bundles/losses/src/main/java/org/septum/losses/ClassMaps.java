// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import org.septum.api.graph.Activation;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;

/**
 * How probable and how true each class is at each pixel, whatever the head's encoding.
 *
 * @param probability [batch, classes, height, width], 0 to 1
 * @param truth of the same shape, 0 or 1
 */
public record ClassMaps(Tensor probability, Tensor truth) {

    /**
     * A target of the logits' shape is a mask: each channel has a sigmoid of its own. Any other target holds class indices:
     * a softmax over the channels.
     *
     * Where a pixel does not count, nothing is probable and nothing true.
     *
     * @param background whether class 0 of class indices is kept; a mask has no background
     */
    public static ClassMaps of(GraphBuilder graph, Tensor logits, Truth truth, boolean background) {
        Tensor target = truth.target();
        if (TargetEncoding.of(logits, target) == TargetEncoding.MASK) {
            return new ClassMaps(
                    truth.masked(graph, graph.activate(logits, Activation.SIGMOID)), truth.masked(graph, target));
        }
        int classes = logits.shape().channels();
        int first = background ? 0 : 1;
        Tensor probability = graph.softmax(logits);
        return new ClassMaps(
                truth.masked(graph, background ? probability : graph.slice(probability, 1, classes - 1)),
                truth.masked(graph, graph.oneHot(target, first, classes - first)));
    }
}
