// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.List;
import org.septum.api.graph.Extent;
import org.septum.api.graph.Op;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;

/** Adds the layers in which pixels meet: convolutions, pooling and upsampling. */
abstract class SpatialBuilder extends ArithmeticBuilder {

    SpatialBuilder(Graph graph, String scope) {
        super(graph, scope);
    }

    @Override
    public Tensor conv2d(
            Tensor x, Parameter weight, Parameter bias, Extent stride, Extent padding, Extent dilation, int groups) {
        Operands on = operands("conv2d").tensor("x", x);
        List<Integer> sizes = on.kernel(weight);
        int channels = x.shape().channels();
        on.require(
                groups >= 1 && channels % groups == 0 && sizes.get(0) % groups == 0,
                "the number of groups, " + groups + ", must divide the channels of x and the first size of weight");
        on.require(
                sizes.get(1) == channels / groups,
                groups == 1
                        ? "the second size of weight must be the channels of x, " + channels
                        : "the second size of weight must be the channels of x in each of " + groups + " groups, "
                                + channels / groups);
        on.optionalBias(bias, sizes.get(0));
        on.positive("stride", stride).positive("dilation", dilation);
        int height = on.convolved(
                "height", x.shape().height(), sizes.get(2), stride.height(), padding.height(), dilation.height());
        int width = on.convolved(
                "width", x.shape().width(), sizes.get(3), stride.width(), padding.width(), dilation.width());
        Shape shape = new Shape(x.shape().batch(), sizes.get(0), height, width);
        return apply(layer(weight), new Op.Conv2d(stride, padding, dilation, groups), on, shape);
    }

    @Override
    public Tensor transposedConv2d(Tensor x, Parameter weight, Parameter bias, Extent stride) {
        Operands on = operands("transposedConv2d").tensor("x", x);
        List<Integer> sizes = on.kernel(weight);
        on.require(
                sizes.get(0) == x.shape().channels(),
                "the first size of weight must be the channels of x, "
                        + x.shape().channels());
        on.optionalBias(bias, sizes.get(1));
        on.positive("stride", stride);
        Shape shape = new Shape(
                x.shape().batch(),
                sizes.get(1),
                (x.shape().height() - 1) * stride.height() + sizes.get(2),
                (x.shape().width() - 1) * stride.width() + sizes.get(3));
        return apply(layer(weight), new Op.TransposedConv2d(stride), on, shape);
    }

    @Override
    public Tensor maxPool2d(Tensor x, Extent window) {
        Operands on = operands("maxPool2d").tensor("x", x);
        return apply(scoped("maxPool2d"), new Op.MaxPool2d(window), on, on.pooled(x.shape(), window));
    }

    @Override
    public Tensor avgPool2d(Tensor x, Extent window) {
        Operands on = operands("avgPool2d").tensor("x", x);
        Op sum = new Op.UpsampleBackward(new Op.Upsample(window, Op.Interpolation.NEAREST));
        Tensor sums = apply(scoped("avgPool2d"), sum, on, on.pooled(x.shape(), window));
        return elementwise("avgPool2d", new Op.Affine(1.0 / window.area(), 0), sums);
    }

    @Override
    public Tensor upsample(Tensor x, Extent factor, Op.Interpolation interpolation) {
        Operands on = operands("upsample").tensor("x", x).positive("factor", factor);
        Shape s = x.shape();
        return apply(
                scoped("upsample"),
                new Op.Upsample(factor, interpolation),
                on,
                new Shape(s.batch(), s.channels(), s.height() * factor.height(), s.width() * factor.width()));
    }

    @Override
    public Tensor pixelShuffle(Tensor x, Extent factor) {
        Operands on = operands("pixelShuffle").tensor("x", x).positive("factor", factor);
        Shape s = x.shape();
        int area = factor.area();
        on.require(s.channels() % area == 0, "the channels must be divisible by the factor's area, " + area);
        Shape shape =
                new Shape(s.batch(), s.channels() / area, s.height() * factor.height(), s.width() * factor.width());
        return apply(scoped("pixelShuffle"), new Op.PixelShuffle(factor), on, shape);
    }

    @Override
    public Tensor pixelUnshuffle(Tensor x, Extent factor) {
        Operands on = operands("pixelUnshuffle").tensor("x", x);
        Shape small = on.pooled(x.shape(), factor);
        Op op = new Op.PixelShuffleBackward(new Op.PixelShuffle(factor));
        return apply(scoped("pixelUnshuffle"), op, on, small.withChannels(small.channels() * factor.area()));
    }

    /** The layer's name by that of its weight: encoder.0.conv1.weight belongs to encoder.0.conv1. */
    static String layer(Parameter weight) {
        int dot = weight.name().lastIndexOf('.');
        return dot < 0 ? weight.name() : weight.name().substring(0, dot);
    }
}
