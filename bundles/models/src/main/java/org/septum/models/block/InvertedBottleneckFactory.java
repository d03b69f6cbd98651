// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.api.model.Normalization;
import org.septum.models.layer.Convolution;
import org.septum.models.layer.Nonlinearity;

/** The block {@code inverted-bottleneck}: {@link InvertedBottleneck}. */
@Component
@PluginType("inverted-bottleneck")
public final class InvertedBottleneckFactory implements BlockFactory {

    @Override
    public String summary() {
        return "a large depthwise convolution and a wide 1 x 1 layer, added to the input (ConvNeXt, Liu et al. 2022)";
    }

    @Override
    public Options options() {
        return Options.of(Stream.concat(
                        Stream.of(
                                Option.whole(
                                                "kernel",
                                                1,
                                                31,
                                                "the size of the depthwise convolution, odd; the default is the paper's")
                                        .or(7),
                                Option.whole(
                                                "expansion",
                                                1,
                                                16,
                                                "how many times wider it is in between; the default is the paper's")
                                        .or(4),
                                Option.component(
                                                "norm",
                                                Kind.NORMALIZATION,
                                                "the normalization; the default is MedNeXt's")
                                        .or("instance"),
                                Option.real(
                                                "dropout",
                                                0,
                                                0.99,
                                                "the probability with which an element is zeroed in training before it is added")
                                        .or(0)),
                        Nonlinearity.options("gelu").stream())
                .toArray(Option[]::new));
    }

    @Override
    public Block create(Arguments arguments) {
        return new InvertedBottleneck(
                arguments.component("norm", Normalization.class),
                Nonlinearity.of(arguments),
                Convolution.oddKernel(arguments),
                arguments.whole("expansion"),
                arguments.real("dropout"));
    }
}
