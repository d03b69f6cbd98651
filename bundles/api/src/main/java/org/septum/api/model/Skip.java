// SPDX-License-Identifier: Apache-2.0
package org.septum.api.model;

import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;

/** How an encoder's features join the decoder's. */
public interface Skip {

    /**
     * @param graph scoped to the connection's own name
     * @param encoder features of the encoder
     * @param decoder upsampled features of the decoder, of the same height and width
     */
    Tensor join(GraphBuilder graph, Tensor encoder, Tensor decoder);
}
