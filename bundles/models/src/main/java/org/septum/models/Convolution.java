// SPDX-License-Identifier: Apache-2.0
package org.septum.models;

import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Tensor;

/** A convolution that keeps height and width, initialized as PyTorch does it. */
final class Convolution {

    private Convolution() {}

    /**
     * Makes the parameters {@code weight} and, with a bias, {@code bias}.
     *
     * @param kernel odd
     */
    static Tensor build(GraphBuilder graph, Tensor x, int outputChannels, int kernel, boolean bias) {
        int inputChannels = x.shape().channels();
        Initializer initializer = Initializer.fanIn(inputChannels * kernel * kernel);
        Parameter weight = graph.parameter("weight", initializer, outputChannels, inputChannels, kernel, kernel);
        Parameter shift = bias ? graph.parameter("bias", initializer, outputChannels) : null;
        return graph.conv2d(x, weight, shift, 1, kernel / 2, 1);
    }
}
