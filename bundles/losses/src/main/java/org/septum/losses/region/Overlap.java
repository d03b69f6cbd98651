// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.region;

import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.losses.ClassMaps;
import org.septum.losses.Regions;

/**
 * The soft sizes of predicted and true regions and of their intersection, in pixels: [batch or 1, classes, 1, 1].
 *
 * @param shared the sum of probability x truth
 * @param predicted the sum of probabilities, or of their squares
 * @param actual the number of true pixels
 */
record Overlap(Tensor shared, Tensor predicted, Tensor actual) {

    static Overlap of(GraphBuilder graph, ClassMaps maps, Regions regions, boolean squared) {
        Tensor probability = maps.probability();
        return new Overlap(
                regions.sum(graph, graph.multiply(probability, maps.truth())),
                regions.sum(graph, squared ? graph.pow(probability, 2) : probability),
                regions.sum(graph, maps.truth()));
    }

    /** The predicted and the true size together. */
    Tensor sizes(GraphBuilder graph) {
        return graph.add(predicted, actual);
    }
}
