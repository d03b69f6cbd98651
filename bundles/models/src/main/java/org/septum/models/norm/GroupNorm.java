// SPDX-License-Identifier: Apache-2.0
package org.septum.models.norm;

import org.septum.api.Option;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Normalization;

/**
 * Normalization of each sample by itself, over groups of channels. Parameters {@code weight} (ones at first) and {@code bias}
 * (zeros).
 *
 * @param groups how many; 0 for as many as channels, which is instance normalization
 */
record GroupNorm(int groups, double epsilon) implements Normalization {

    /** The option of every normalization. */
    static final Option EPSILON = Option.real("epsilon", 1e-12, 1, "added to the variance; the default is PyTorch's")
            .or(1e-5);

    @Override
    public Tensor build(GraphBuilder graph, Tensor input) {
        int channels = input.shape().channels();
        Parameter scale = graph.parameter("weight", Initializer.constant(1), channels);
        Parameter shift = graph.parameter("bias", Initializer.constant(0), channels);
        return graph.groupNorm(input, scale, shift, groups == 0 ? channels : groups, epsilon);
    }

    @Override
    public boolean removesMean() {
        return groups == 0;
    }
}
