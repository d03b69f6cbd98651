// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.region;

import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.losses.AnyTarget;
import org.septum.losses.Reduction;
import org.septum.losses.Regions;
import org.septum.losses.Truth;

/**
 * The mean over classes (and samples) of a dissimilarity of predicted and true regions.
 *
 * @param squared whether probabilities are squared in the predicted size
 */
record OverlapLoss(Regions regions, boolean squared, Dissimilarity dissimilarity) implements AnyTarget {

    /** From overlaps to a number for each region, or for all classes together, 0 for equal regions. */
    @FunctionalInterface
    interface Dissimilarity {
        Tensor of(GraphBuilder graph, Overlap overlap);
    }

    @Override
    public Tensor build(GraphBuilder graph, Tensor logits, Truth truth) {
        Overlap overlap = Overlap.of(graph, regions.maps(graph, logits, truth), regions, squared);
        return graph.mean(dissimilarity.of(graph, overlap), Reduction.ALL_ROLES);
    }

    /** 1 - (factor x shared + smooth) / (size + smooth). */
    static Tensor complement(GraphBuilder graph, Tensor shared, double factor, Tensor size, double smooth) {
        Tensor ratio = graph.divide(graph.affine(shared, factor, smooth), graph.affine(size, 1, smooth));
        return graph.affine(ratio, -1, 1);
    }
}
