// SPDX-License-Identifier: Apache-2.0
package org.septum.api.model;

import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;

/** From images to features; heads turn the features into logits. */
public interface Model {

    /**
     * Builds the model.
     *
     * @param image [batch, channels, height, width]
     * @return features at the image's height and width, and perhaps more to learn from
     * @throws org.septum.api.UserError if height or width do not suit the model; the message names the nearest that do
     */
    Features build(GraphBuilder graph, Tensor image);
}
