// SPDX-License-Identifier: Apache-2.0
package org.septum.heads;

import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Tensor;

/** A 1 x 1 convolution with bias: parameters {@code weight} [out, in, 1, 1] and {@code bias} [out], initialized as PyTorch's. */
final class PixelClassifier {

    private PixelClassifier() {}

    static Tensor logits(GraphBuilder graph, Tensor features, int channels) {
        int inputs = features.shape().channels();
        Initializer initializer = Initializer.fanIn(inputs);
        Parameter weight = graph.parameter("weight", initializer, channels, inputs, 1, 1);
        Parameter bias = graph.parameter("bias", initializer, channels);
        return graph.conv2d(features, weight, bias, 1, 0, 1);
    }
}
