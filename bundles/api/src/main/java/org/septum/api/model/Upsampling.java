// SPDX-License-Identifier: Apache-2.0
package org.septum.api.model;

import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;

/** A layer that makes height and width larger by whole factors. */
public interface Upsampling {

    /**
     * @param graph scoped to the layer's own name
     * @param factor by what height and width are multiplied; 2 along both axes for most networks, 1 along an axis that is kept
     * @return [batch, outputChannels, height x factor, width x factor]
     */
    Tensor build(GraphBuilder graph, Tensor input, int outputChannels, Extent factor);
}
