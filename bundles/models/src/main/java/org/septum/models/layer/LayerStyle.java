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
public record LayerStyle(Normalization norm, Nonlinearity activation, boolean bias, double dropout) {

    /** The options of a block: its own, then those of its layers. */
    public static Options options(String norm, String activation, Option... own) {
        List<Option> options = new ArrayList<>(List.of(own));
        options.add(Option.component("norm", Kind.NORMALIZATION, "the normalization after each convolution")
                .or(norm));
        options.addAll(Nonlinearity.options(activation));
        options.add(Option.flag(
                        "bias",
                        "whether the convolutions have a bias; if left out, only where the normalization does"
                                + " not remove the mean and the bias with it")
                .optional());
        options.add(Option.real(
                        "dropout",
                        0,
                        0.99,
                        "the probability with which an element of the block's result is zeroed" + " in training")
                .or(0));
        return Options.of(options.toArray(Option[]::new));
    }

    public static LayerStyle of(Arguments arguments) {
        Normalization norm = arguments.component("norm", Normalization.class);
        boolean bias = arguments.has("bias") ? arguments.flag("bias") : !norm.removesMean();
        return new LayerStyle(norm, Nonlinearity.of(arguments), bias, arguments.real("dropout"));
    }

    /** Convolution, normalization and activation, in the scopes {@code conv} and {@code norm} with a suffix. */
    public Tensor layer(GraphBuilder graph, String suffix, Tensor x, int outputChannels, int kernel) {
        return activation.apply(graph, linear(graph, suffix, x, outputChannels, kernel));
    }

    /** Convolution and normalization without activation. */
    public Tensor linear(GraphBuilder graph, String suffix, Tensor x, int outputChannels, int kernel) {
        return linear(graph, suffix, x, outputChannels, kernel, 1);
    }

    /** Convolution with gaps between the kernel's elements, and normalization. */
    public Tensor linear(GraphBuilder graph, String suffix, Tensor x, int outputChannels, int kernel, int dilation) {
        Tensor convolved = Convolution.build(graph.scope("conv" + suffix), x, outputChannels, kernel, bias, dilation);
        return norm.build(graph.scope("norm" + suffix), convolved);
    }
}
