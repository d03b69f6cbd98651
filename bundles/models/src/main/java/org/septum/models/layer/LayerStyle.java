// SPDX-License-Identifier: Apache-2.0
package org.septum.models.layer;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Normalization;

/**
 * How the layers of a block are made.
 *
 * @param bias whether convolutions have a bias
 * @param dropout the probability with which an element of the block's result is zeroed in training; 0 for no dropout
 */
public record LayerStyle(
        Normalization norm, Nonlinearity activation, boolean bias, double dropout, Initialization initialization) {

    private static final Option NORM = Option.component(
                    "norm", Kind.NORMALIZATION, "the normalization after each convolution")
            .or("batch");
    private static final Option BIAS = Option.flag(
                    "bias",
                    "whether the convolutions have a bias; if left out, only where the normalization does"
                            + " not remove the mean and the bias with it")
            .optional();
    private static final Option DROPOUT = Option.real(
                    "dropout",
                    0,
                    0.99,
                    "the probability with which an element of the block's result is zeroed in training")
            .or(0);

    /** The options of a block: its own, then those of its layers. */
    public static Options options(Option... own) {
        List<Option> options = new ArrayList<>(List.of(own));
        options.addAll(List.of(
                NORM, Nonlinearity.activation("relu"), Nonlinearity.SLOPE, BIAS, DROPOUT, Initialization.OPTION));
        return Options.of(options.toArray(Option[]::new));
    }

    public static LayerStyle of(Arguments arguments) {
        Normalization norm = arguments.component(NORM.name(), Normalization.class);
        boolean bias = arguments.has(BIAS.name()) ? arguments.flag(BIAS.name()) : !norm.removesMean();
        return new LayerStyle(
                norm,
                Nonlinearity.of(arguments),
                bias,
                arguments.real(DROPOUT.name()),
                Initialization.of(arguments, Nonlinearity.slope(arguments)));
    }

    /** Convolution, normalization and activation, in the scopes {@code conv} and {@code norm} with a suffix. */
    public Tensor layer(GraphBuilder graph, String suffix, Tensor x, int outputChannels, Convolution.Form form) {
        return activation.apply(graph, linear(graph, suffix, x, outputChannels, form));
    }

    /** Convolution and normalization without activation. */
    public Tensor linear(GraphBuilder graph, String suffix, Tensor x, int outputChannels, Convolution.Form form) {
        Tensor convolved =
                Convolution.build(graph.scope("conv" + suffix), x, outputChannels, form, bias, initialization);
        return norm.build(graph.scope("norm" + suffix), convolved);
    }
}
