// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The distribution of a parameter's first values. */
@FunctionalInterface
public interface Initializer {

    /** Fills the values, in reference layout, from a generator that belongs to this parameter alone. */
    void fill(float[] values, RandomGenerator random);

    /** Every element the same. */
    static Initializer constant(double value) {
        return (values, random) -> Arrays.fill(values, (float) value);
    }

    /** Uniform between -bound and bound. */
    static Initializer uniform(double bound) {
        return (values, random) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
        };
    }

    /** Normal with mean 0. */
    static Initializer normal(double deviation) {
        return (values, random) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * deviation);
            }
        };
    }

    /**
     * Normal with variance 2 / ((1 + slope^2) fan-in), which keeps the variance of activations behind a leaky ReLU: He et al.,
     * "Delving Deep into Rectifiers", ICCV 2015. PyTorch's kaiming_normal_ with mode "fan_in".
     *
     * @param fanIn input channels x kernel height x kernel width
     * @param slope of the leaky ReLU below zero; 0 for a ReLU
     */
    static Initializer he(int fanIn, double slope) {
        return normal(Math.sqrt(2 / ((1 + slope * slope) * fanIn)));
    }

    /**
     * PyTorch's default for convolution weights and biases: uniform with bound 1 / sqrt(fan-in), which is He et al.,
     * "Delving Deep into Rectifiers", ICCV 2015, with gain for a leaky slope of sqrt(5).
     *
     * @param fanIn input channels x kernel height x kernel width
     */
    static Initializer fanIn(int fanIn) {
        return uniform(1 / Math.sqrt(fanIn));
    }
}
