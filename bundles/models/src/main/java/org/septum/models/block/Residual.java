// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.models.layer.LayerStyle;

/**
 * Two 3 x 3 convolutions, each with normalization, whose result is added to the input before the last activation; where the
 * number of channels changes, the input goes through a 1 x 1 convolution with normalization. Scopes: {@code conv1},
 * {@code norm1}, {@code conv2}, {@code norm2}, {@code conv_shortcut}, {@code norm_shortcut}.
 *
 * <p>K. He, X. Zhang, S. Ren and J. Sun, "Deep Residual Learning for Image Recognition", CVPR 2016.
 */
record Residual(LayerStyle style) implements Block {

    private static final int KERNEL = 3;

    @Override
    public Tensor build(GraphBuilder graph, Tensor input, int outputChannels) {
        Tensor first = style.layer(graph, "1", input, outputChannels, KERNEL);
        Tensor second = style.linear(graph, "2", first, outputChannels, KERNEL);
        Tensor shortcut = input.shape().channels() == outputChannels
                ? input
                : style.linear(graph, "_shortcut", input, outputChannels, 1);
        return graph.dropout(style.activation().apply(graph, graph.add(second, shortcut)), style.dropout());
    }
}
