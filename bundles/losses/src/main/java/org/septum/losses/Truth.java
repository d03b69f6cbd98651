// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import java.util.Optional;
import java.util.Set;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Role;
import org.septum.api.graph.Tensor;
import org.septum.api.loss.Loss;

/**
 * What logits are compared with, and where: the only place that knows of pixels which do not count.
 *
 * @param target as the head's encoding says
 * @param counted [batch, 1, height, width], 1 where a pixel counts, else 0; empty where all do
 */
public record Truth(Tensor target, Optional<Tensor> counted) {

    /** Keeps a division by no pixels from being one by 0: what is divided is 0 then. */
    private static final double NONE = 1e-12;

    /** The numbers of pixels, 0 where they do not count. */
    public Tensor masked(GraphBuilder graph, Tensor ofPixels) {
        return counted.map(mask -> graph.multiply(ofPixels, mask)).orElse(ofPixels);
    }

    /** The sum of numbers over channels, batch and the pixels that count. */
    public Tensor sum(GraphBuilder graph, Tensor ofPixels) {
        return graph.sum(masked(graph, ofPixels), Reduction.ALL_ROLES);
    }

    /** Their mean; 0 where no pixel counts. */
    public Tensor mean(GraphBuilder graph, Tensor ofPixels) {
        return counted.isEmpty()
                ? graph.mean(ofPixels, Reduction.ALL_ROLES)
                : weightedMean(graph, ofPixels, graph.affine(graph.clamp(ofPixels, 0, 0), 1, 1));
    }

    /** The sum of numbers over the sum of weights of the pixels that count; 0 where none does. */
    public Tensor weightedMean(GraphBuilder graph, Tensor ofPixels, Tensor weights) {
        Tensor sum = sum(graph, weights);
        return graph.divide(sum(graph, ofPixels), counted.isEmpty() ? sum : graph.clamp(sum, NONE, Float.MAX_VALUE));
    }

    /** How many pixels of the batch count, times the channels of some numbers; empty where all do. */
    public Optional<Tensor> count(GraphBuilder graph, int channels) {
        return counted.map(mask -> graph.affine(graph.sum(mask, Set.of(Role.values())), channels, 0));
    }

    /** Has another loss compare with it. */
    public Tensor compare(GraphBuilder graph, Loss loss, Tensor logits) {
        return counted.map(mask -> loss.build(graph, logits, target, mask))
                .orElseGet(() -> loss.build(graph, logits, target));
    }
}
