// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.septum.api.UserError;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Op;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.models.layer.Convolution;
import org.septum.models.layer.LayerStyle;

/**
 * The input beside its means over ever smaller squares, each through a 1 x 1 convolution with bias and activation and back to
 * size, then a 3 x 3 convolution with normalization and activation. The branches have no normalization, because a batch of one
 * image has only one mean per channel. Scopes: {@code pool1}, {@code pool2}, ..., {@code conv}, {@code norm}.
 *
 * <p>H. Zhao, J. Shi, X. Qi, X. Wang and J. Jia, "Pyramid Scene Parsing Network", CVPR 2017.
 *
 * @param bins into how many squares the shorter side is divided; 1 is the whole image
 */
record PyramidPooling(LayerStyle style, List<Long> bins) implements Block {

    private static final int KERNEL = 3;

    @Override
    public Tensor build(GraphBuilder graph, Tensor input, int outputChannels) {
        List<Tensor> branches = new ArrayList<>(List.of(input));
        int channels = Math.max(1, input.shape().channels() / bins.size());
        for (long bin : bins) {
            branches.add(branch(graph, input, Math.toIntExact(bin), channels));
        }
        Tensor joined = graph.concat(branches);
        return graph.dropout(style.layer(graph, "", joined, outputChannels, KERNEL), style.dropout());
    }

    private Tensor branch(GraphBuilder graph, Tensor input, int bin, int channels) {
        Shape shape = input.shape();
        int window = Math.min(shape.height(), shape.width()) / bin;
        if (bin > 1
                && (window < 1
                        || shape.height() % window != 0
                        || shape.width() % window != 0
                        || window * bin != Math.min(shape.height(), shape.width()))) {
            throw new UserError("pyramid-pooling: features of " + shape.height() + " x " + shape.width()
                    + " cannot be divided into squares with " + bin
                    + " along the shorter side; choose bins that divide it, and a width that the squares divide");
        }
        Tensor pooled = bin == 1 ? graph.mean(input, Set.of(Role.HEIGHT, Role.WIDTH)) : graph.avgPool2d(input, window);
        Tensor convolved = Convolution.build(graph.scope("pool" + bin), pooled, channels, 1, true);
        Tensor active = style.activation().apply(graph, convolved);
        return bin == 1
                ? graph.broadcast(active, shape.withChannels(channels))
                : graph.upsample(active, window, Op.Interpolation.BILINEAR);
    }
}
