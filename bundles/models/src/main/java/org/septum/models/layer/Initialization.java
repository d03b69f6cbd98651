// SPDX-License-Identifier: Apache-2.0
package org.septum.models.layer;

import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.graph.Initializer;

/** The first values of a convolution's weights and bias, by the number of inputs that each output sums over (fan-in). */
public interface Initialization {

    /** PyTorch's own: weights and biases uniform within 1 / sqrt(fan-in). */
    Initialization PYTORCH = new Initialization() {
        @Override
        public Initializer weight(int fanIn) {
            return Initializer.fanIn(fanIn);
        }

        @Override
        public Initializer bias(int fanIn) {
            return Initializer.fanIn(fanIn);
        }
    };

    Option OPTION = Option.choice(
                    "initialization",
                    List.of("pytorch", "he"),
                    "the first weights of the convolutions. pytorch: uniform within 1 / sqrt(fan-in), and so the biases;"
                            + " he: normal with the variance 2 / ((1 + slope^2) fan-in), slope being that of a leaky-relu,"
                            + " and biases of 0 (He et al. 2015; nnU-Net's)")
            .or("pytorch");

    Initializer weight(int fanIn);

    Initializer bias(int fanIn);

    /** @param slope of the leaky ReLU behind the convolutions, for {@code he}; 0 for another nonlinearity */
    static Initialization of(Arguments arguments, double slope) {
        return arguments.text(OPTION.name()).equals("he") ? he(slope) : PYTORCH;
    }

    private static Initialization he(double slope) {
        return new Initialization() {
            @Override
            public Initializer weight(int fanIn) {
                return Initializer.he(fanIn, slope);
            }

            @Override
            public Initializer bias(int fanIn) {
                return Initializer.constant(0);
            }
        };
    }
}
