// SPDX-License-Identifier: Apache-2.0
package org.septum.heads;

import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Tensor;

/** A 1 x 1 convolution with bias: parameters {@code weight} [out, in, 1, 1] and {@code bias} [out]. */
final class PixelClassifier {

    /** The slope with which nnU-Net initializes this layer as well, though no nonlinearity follows. */
    private static final double SLOPE = 0.01;

    static final Option INITIALIZATION = Option.choice(
                    "initialization",
                    List.of("pytorch", "he"),
                    "the first weights. pytorch: uniform within 1 / sqrt(input channels), and so the biases; he: normal with"
                            + " the variance 2 / (1.0001 x input channels), and biases of 0 (He et al. 2015; nnU-Net's)")
            .or("pytorch");

    private PixelClassifier() {}

    static Tensor logits(GraphBuilder graph, Tensor features, int channels, Arguments arguments) {
        boolean he = arguments.text(INITIALIZATION.name()).equals("he");
        int inputs = features.shape().channels();
        Parameter weight = graph.parameter(
                "weight", he ? Initializer.he(inputs, SLOPE) : Initializer.fanIn(inputs), channels, inputs, 1, 1);
        Parameter bias = graph.parameter("bias", he ? Initializer.constant(0) : Initializer.fanIn(inputs), channels);
        return graph.conv2d(features, weight, bias, 1, 0, 1);
    }
}
