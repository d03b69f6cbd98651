// SPDX-License-Identifier: Apache-2.0
package org.septum.api.model;

import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;

/** A layer that doubles height and width. */
public interface Upsampling {

    /**
     * @param graph scoped to the layer's own name
     * @return [batch, outputChannels, 2 height, 2 width]
     */
    Tensor build(GraphBuilder graph, Tensor input, int outputChannels);
}
