// SPDX-License-Identifier: Apache-2.0
package org.septum.models;

import org.septum.api.graph.Activation;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.Normalization;

/**
 * Twice a 3 x 3 convolution (padding 1), normalization and activation; then dropout. Scopes: {@code conv1}, {@code norm1},
 * {@code conv2}, {@code norm2}.
 *
 * @param dropout the probability with which an element of the result is zeroed in training; 0 for no dropout
 */
record DoubleConv(Normalization norm, Activation activation, boolean bias, double dropout) implements Block {

    private static final int KERNEL = 3;

    @Override
    public Tensor build(GraphBuilder graph, Tensor input, int outputChannels) {
        Tensor first = layer(graph, 1, input, outputChannels);
        Tensor second = layer(graph, 2, first, outputChannels);
        return graph.dropout(second, dropout);
    }

    private Tensor layer(GraphBuilder graph, int number, Tensor input, int outputChannels) {
        Tensor convolved = Convolution.build(graph.scope("conv" + number), input, outputChannels, KERNEL, bias);
        return graph.activate(norm.build(graph.scope("norm" + number), convolved), activation);
    }
}
