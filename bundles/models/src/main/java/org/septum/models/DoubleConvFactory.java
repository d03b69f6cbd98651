// SPDX-License-Identifier: Apache-2.0
package org.septum.models;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Activation;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.api.model.Normalization;

/** The block {@code double-conv}: {@link DoubleConv}. */
@Component
@PluginType("double-conv")
public final class DoubleConvFactory implements BlockFactory {

    @Override
    public String summary() {
        return "two 3 x 3 convolutions, each with normalization and activation";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.component("norm", Kind.NORMALIZATION, "the normalization after each convolution")
                        .or("batch"),
                Option.choice("activation", List.of("relu", "leaky-relu"), "the nonlinearity after each normalization")
                        .or("relu"),
                Option.real("slope", 0, 1, "the slope of leaky-relu below zero; the default is PyTorch's")
                        .or(0.01),
                Option.flag(
                                "bias",
                                "whether the convolutions have a bias; if left out, only where the normalization does"
                                        + " not remove the mean and the bias with it")
                        .optional(),
                Option.real(
                                "dropout",
                                0,
                                0.99,
                                "the probability with which an element of the block's result is zeroed"
                                        + " in training")
                        .or(0));
    }

    @Override
    public Block create(Arguments arguments) {
        Normalization norm = arguments.component("norm", Normalization.class);
        Activation activation = arguments.text("activation").equals("relu")
                ? Activation.RELU
                : Activation.leakyRelu(arguments.real("slope"));
        boolean bias = arguments.has("bias") ? arguments.flag("bias") : !norm.removesMean();
        return new DoubleConv(norm, activation, bias, arguments.real("dropout"));
    }
}
