// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.models.layer.LayerStyle;

/**
 * Layers that each see the input and the results of all layers before, then a 1 x 1 convolution to the right number of
 * channels. Here every layer is convolution, normalization, activation; in the paper the convolution comes last. Scopes:
 * {@code conv1}, {@code norm1}, ..., {@code conv_transition}, {@code norm_transition}.
 *
 * <p>G. Huang, Z. Liu, L. van der Maaten and K. Q. Weinberger, "Densely Connected Convolutional Networks", CVPR 2017; in a
 * U-Net: S. Jegou et al., "The One Hundred Layers Tiramisu", CVPR workshops 2017.
 *
 * @param layers before the 1 x 1 convolution
 * @param growth the channels of each layer; 0 for half of the block's
 */
record Dense(LayerStyle style, int layers, int growth) implements Block {

    private static final int KERNEL = 3;

    @Override
    public Tensor build(GraphBuilder graph, Tensor input, int outputChannels) {
        int channels = growth > 0 ? growth : Math.max(1, outputChannels / 2);
        List<Tensor> features = new ArrayList<>(List.of(input));
        for (int number = 1; number <= layers; number++) {
            Tensor all = graph.concat(features);
            features.add(style.layer(graph, Integer.toString(number), all, channels, KERNEL));
        }
        Tensor result = style.layer(graph, "_transition", graph.concat(features), outputChannels, 1);
        return graph.dropout(result, style.dropout());
    }
}
