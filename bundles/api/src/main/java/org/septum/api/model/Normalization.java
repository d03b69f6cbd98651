// SPDX-License-Identifier: Apache-2.0
package org.septum.api.model;

import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;

/** A normalization layer. */
public interface Normalization {

    /**
     * @param graph scoped to the layer's own name
     * @return a tensor of the input's shape
     */
    Tensor build(GraphBuilder graph, Tensor input);

    /** Whether it removes each channel's mean, so that a bias just before it would have no effect. */
    boolean removesMean();
}
