// SPDX-License-Identifier: Apache-2.0
package org.septum.models.norm;

import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Normalization;

/**
 * Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift", ICML
 * 2015. Parameters {@code weight} (ones at first) and {@code bias} (zeros), states {@code running_mean} (zeros) and
 * {@code running_var} (ones).
 */
record BatchNorm(double momentum, double epsilon) implements Normalization {

    @Override
    public Tensor build(GraphBuilder graph, Tensor input) {
        int channels = input.shape().channels();
        Parameter scale = graph.parameter("weight", Initializer.constant(1), channels);
        Parameter shift = graph.parameter("bias", Initializer.constant(0), channels);
        Parameter mean = graph.state("running_mean", 0, channels);
        Parameter variance = graph.state("running_var", 1, channels);
        return graph.batchNorm(input, scale, shift, mean, variance, momentum, epsilon);
    }

    @Override
    public boolean removesMean() {
        return true;
    }
}
