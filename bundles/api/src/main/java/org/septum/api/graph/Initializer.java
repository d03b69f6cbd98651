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
