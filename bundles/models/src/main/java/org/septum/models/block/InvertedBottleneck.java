// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.Normalization;
import org.septum.models.layer.Convolution;
import org.septum.models.layer.Nonlinearity;

/**
 * A depthwise convolution with a large kernel and normalization, then a 1 x 1 convolution to several times the channels,
 * activation and a 1 x 1 convolution back; the result is added to the input, which goes through a 1 x 1 convolution first
 * where the number of channels changes. Scopes: {@code input}, {@code depthwise}, {@code norm}, {@code expand},
 * {@code project}; all convolutions have a bias, but for the depthwise one where normalization
 * removes the mean and the bias with it.
 *
 * <p>Z. Liu et al., "A ConvNet for the 2020s", CVPR 2022; in a U-Net: S. Roy et al., "MedNeXt", MICCAI 2023. There is no layer
 * scale.
 */
record InvertedBottleneck(Normalization norm, Nonlinearity activation, int kernel, int expansion, double dropout)
        implements Block {

    @Override
    public Tensor build(GraphBuilder graph, Tensor input, int outputChannels) {
        Tensor x = input.shape().channels() == outputChannels
                ? input
                : Convolution.build(graph.scope("input"), input, outputChannels, 1, true);
        Tensor filtered = Convolution.depthwise(graph.scope("depthwise"), x, kernel, !norm.removesMean());
        Tensor spread = norm.build(graph.scope("norm"), filtered);
        Tensor wide = Convolution.build(graph.scope("expand"), spread, expansion * outputChannels, 1, true);
        Tensor active = activation.apply(graph, wide);
        Tensor narrow = Convolution.build(graph.scope("project"), active, outputChannels, 1, true);
        return graph.add(x, graph.dropout(narrow, dropout));
    }
}
