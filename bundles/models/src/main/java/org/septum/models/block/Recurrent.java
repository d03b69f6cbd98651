// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.models.layer.Convolution;
import org.septum.models.layer.LayerStyle;

/**
 * The recurrent residual block: a 1 x 1 convolution to the right number of channels, then twice a 3 x 3 convolution that sees
 * its own result of the step before added to its input; their result is added to the first convolution's. The convolution's
 * weights are the same in all steps, its normalization is not: T. Cooijmans et al., "Recurrent Batch Normalization", ICLR 2017.
 * Scopes: {@code input}, {@code conv1}, {@code norm1_0}, {@code norm1_1}, ..., {@code conv2}, {@code norm2_0}, ...
 *
 * <p>M. Z. Alom et al., "Recurrent Residual Convolutional Neural Network based on U-Net (R2U-Net) for Medical Image
 * Segmentation", arXiv:1802.06955, 2018.
 *
 * @param steps how often each convolution sees its own result
 */
record Recurrent(LayerStyle style, int steps) implements Block {

    private static final int KERNEL = 3;

    @Override
    public Tensor build(GraphBuilder graph, Tensor input, int outputChannels) {
        Tensor x = Convolution.build(graph.scope("input"), input, outputChannels, 1, true);
        Tensor first = unrolled(graph, 1, x);
        Tensor second = unrolled(graph, 2, first);
        return graph.dropout(graph.add(x, second), style.dropout());
    }

    private Tensor unrolled(GraphBuilder graph, int number, Tensor x) {
        int channels = x.shape().channels();
        GraphBuilder scope = graph.scope("conv" + number);
        Convolution shared = Convolution.of(scope, channels, channels, KERNEL, style.bias(), 1, 1);
        Tensor seen = x;
        Tensor y = null;
        for (int step = 0; step <= steps; step++) {
            GraphBuilder norm = graph.scope("norm" + number + "_" + step);
            y = style.activation().apply(graph, style.norm().build(norm, shared.apply(scope, seen)));
            seen = graph.add(x, y);
        }
        return y;
    }
}
