// SPDX-License-Identifier: Apache-2.0
package org.septum.models.layer;

import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.graph.Activation;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;

/** The nonlinearity that a block's options choose. */
@FunctionalInterface
public interface Nonlinearity {

    String NAME = "activation";

    Option SLOPE = Option.real("slope", 0, 1, "the slope of leaky-relu below zero; the default is PyTorch's")
            .or(0.01);

    Tensor apply(GraphBuilder graph, Tensor x);

    /** The option that names it; {@link #SLOPE} goes with it. */
    static Option activation(String byDefault) {
        return Option.choice(
                        NAME,
                        List.of("relu", "leaky-relu", "gelu", "silu"),
                        "the nonlinearity (gelu: Hendrycks and Gimpel 2016; silu: Elfwing et al. 2018)")
                .or(byDefault);
    }

    /** Below zero: of a leaky ReLU what the options say, 0 of every other. */
    static double slope(Arguments arguments) {
        return arguments.text(NAME).equals("leaky-relu") ? arguments.real(SLOPE.name()) : 0;
    }

    static Nonlinearity of(Arguments arguments) {
        double slope = arguments.real(SLOPE.name());
        return switch (arguments.text(NAME)) {
            case "relu" -> (graph, x) -> graph.activate(x, Activation.RELU);
            case "leaky-relu" -> (graph, x) -> graph.activate(x, Activation.leakyRelu(slope));
            case "gelu" -> GraphBuilder::gelu;
            default -> GraphBuilder::silu;
        };
    }
}
