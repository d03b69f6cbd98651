// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Extent;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.api.model.Normalization;
import org.septum.models.layer.Convolution;
import org.septum.models.layer.Convolution.Form;
import org.septum.models.layer.Initialization;
import org.septum.models.layer.Nonlinearity;

/**
 * The block {@code inverted-bottleneck}: a depthwise convolution with a large kernel and normalization, then a 1 x 1 convolution
 * to several times the channels, activation and a 1 x 1 convolution back; the result is added to the input, which goes through a
 * 1 x 1 convolution first where the number of channels changes. Scopes: {@code input}, {@code depthwise}, {@code norm},
 * {@code expand}, {@code project}; all convolutions have a bias, but for the depthwise one where normalization removes the mean
 * and the bias with it. Along an axis in which the network's kernel is 1, so is the depthwise one.
 *
 * <p>Z. Liu et al., "A ConvNet for the 2020s", CVPR 2022; in a U-Net: S. Roy et al., "MedNeXt", MICCAI 2023. There is no layer
 * scale.
 */
@Component
@PluginType("inverted-bottleneck")
public final class InvertedBottleneckFactory implements BlockFactory {

    private static final Option EXPANSION = Option.whole(
                    "expansion", 1, 16, "how many times wider it is in between; the default is the paper's")
            .or(4);
    private static final Option NORM = Option.component(
                    "norm", Kind.NORMALIZATION, "the normalization; the default is MedNeXt's")
            .or("instance");
    private static final Option DROPOUT = Option.real(
                    "dropout",
                    0,
                    0.99,
                    "the probability with which an element is zeroed in training before it is added")
            .or(0);

    @Override
    public String summary() {
        return "a large depthwise convolution and a wide 1 x 1 layer, added to the input (ConvNeXt, Liu et al. 2022)";
    }

    @Override
    public Options options() {
        return Options.of(
                Convolution.kernelOption(
                        31, "the size of the depthwise convolution, odd; the default is the paper's", 7),
                EXPANSION,
                NORM,
                DROPOUT,
                Nonlinearity.activation("gelu"),
                Nonlinearity.SLOPE,
                Initialization.OPTION);
    }

    @Override
    public Block create(Arguments arguments) {
        Normalization norm = arguments.component(NORM.name(), Normalization.class);
        Nonlinearity activation = Nonlinearity.of(arguments);
        Extent own = Convolution.oddKernel(arguments);
        int expansion = arguments.whole(EXPANSION.name());
        double dropout = arguments.real(DROPOUT.name());
        Initialization initialization = Initialization.of(arguments, Nonlinearity.slope(arguments));
        KernelBlock block = (graph, input, outputChannels, kernel) -> {
            Tensor x = input.shape().channels() == outputChannels
                    ? input
                    : Convolution.build(graph.scope("input"), input, outputChannels, Form.POINT, true, initialization);
            Tensor filtered = Convolution.build(
                    graph.scope("depthwise"),
                    x,
                    outputChannels,
                    new Form(along(kernel, own), Extent.ONE, 1, outputChannels),
                    !norm.removesMean(),
                    initialization);
            Tensor spread = norm.build(graph.scope("norm"), filtered);
            Tensor wide = Convolution.build(
                    graph.scope("expand"), spread, expansion * outputChannels, Form.POINT, true, initialization);
            Tensor active = activation.apply(graph, wide);
            Tensor narrow =
                    Convolution.build(graph.scope("project"), active, outputChannels, Form.POINT, true, initialization);
            return graph.add(x, graph.dropout(narrow, dropout));
        };
        return block;
    }

    private static Extent along(Extent kernel, Extent own) {
        return new Extent(kernel.height() == 1 ? 1 : own.height(), kernel.width() == 1 ? 1 : own.width());
    }
}
