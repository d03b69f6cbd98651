// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.models.layer.LayerStyle;

/**
 * Twice a 3 x 3 convolution (padding 1), normalization and activation; then dropout. Scopes: {@code conv1}, {@code norm1},
 * {@code conv2}, {@code norm2}.
 */
record DoubleConv(LayerStyle style) implements Block {

    private static final int KERNEL = 3;

    @Override
    public Tensor build(GraphBuilder graph, Tensor input, int outputChannels) {
        Tensor first = style.layer(graph, "1", input, outputChannels, KERNEL);
        Tensor second = style.layer(graph, "2", first, outputChannels, KERNEL);
        return graph.dropout(second, style.dropout());
    }
}
