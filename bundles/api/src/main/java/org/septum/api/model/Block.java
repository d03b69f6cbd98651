// SPDX-License-Identifier: Apache-2.0
package org.septum.api.model;

import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;

/** A group of layers that keeps height and width. It applies no final nonlinearity of the whole network. */
public interface Block {

    /**
     * @param graph scoped to the block's own name
     * @return [batch, outputChannels, height, width]
     */
    Tensor build(GraphBuilder graph, Tensor input, int outputChannels);
}
