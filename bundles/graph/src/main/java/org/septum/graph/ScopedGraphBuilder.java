// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.septum.api.graph.Activation;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.GraphError;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;

/** Adds inputs, parameters and layers to a graph; a builder for an inner scope shares the graph of the outer one. */
final class ScopedGraphBuilder extends ArithmeticBuilder {

    ScopedGraphBuilder(Graph graph, String scope) {
        super(graph, scope);
    }

    @Override
    public Mode mode() {
        return graph.mode();
    }

    @Override
    public GraphBuilder scope(String name) {
        return new ScopedGraphBuilder(graph, scoped(name));
    }

    @Override
    public Tensor input(String name, Shape shape) {
        Symbol input = Symbol.made(scoped(name), shape.dimensions(), false);
        graph.add(input);
        return input;
    }

    @Override
    public Parameter parameter(String name, Initializer initializer, int... dimensions) {
        return add(name, initializer, true, dimensions);
    }

    @Override
    public Parameter state(String name, double value, int... dimensions) {
        return add(name, Initializer.constant(value), false, dimensions);
    }

    private Parameter add(String name, Initializer initializer, boolean trainable, int... dimensions) {
        List<Integer> sizes = Arrays.stream(dimensions).boxed().toList();
        if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
            throw new GraphError("parameter " + scoped(name) + " " + sizes + ": every size must be at least 1");
        }
        Symbol symbol = Symbol.held(scoped(name), sizes, trainable);
        GraphParameter parameter = new GraphParameter(symbol, trainable, initializer);
        graph.add(parameter);
        return parameter;
    }

    @Override
    public Tensor perChannel(Parameter parameter) {
        if (parameter.dimensions().size() != 1) {
            throw new GraphError("perChannel of parameter = " + parameter.name() + " " + parameter.dimensions()
                    + ": the parameter must have one size, the number of channels");
        }
        return view(parameter, Shape.perChannel(parameter.dimensions().get(0)));
    }

    /** A parameter as a tensor of any shape with as many elements, in reference order. */
    Tensor view(Parameter parameter, Shape shape) {
        if (!(parameter instanceof GraphParameter own) || !graph.owns(own.symbol())) {
            throw new GraphError("parameter " + parameter.name() + " belongs to another graph");
        }
        return own.symbol().view(shape.dimensions());
    }

    @Override
    public Tensor conv2d(
            Tensor x, Parameter weight, Parameter bias, int stride, int padding, int dilation, int groups) {
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
        on.require(
                stride >= 1 && dilation >= 1, "stride " + stride + " and dilation " + dilation + " must be positive");
        on.require(padding >= 0, "padding " + padding + " must not be negative");
        int reach = dilation * (sizes.get(2) - 1) + 1;
        int smallest = Math.min(x.shape().height(), x.shape().width()) + 2 * padding;
        on.require(
                smallest >= reach,
                "the kernel reaches over " + reach + " pixels, more than the " + smallest + " of the padded x");
        Shape shape = new Shape(
                x.shape().batch(),
                sizes.get(0),
                (x.shape().height() + 2 * padding - reach) / stride + 1,
                (x.shape().width() + 2 * padding - reach) / stride + 1);
        return apply(layer(weight), new Op.Conv2d(stride, padding, dilation, groups), on, shape);
    }

    @Override
    public Tensor transposedConv2d(Tensor x, Parameter weight, Parameter bias, int stride) {
        Operands on = operands("transposedConv2d").tensor("x", x);
        List<Integer> sizes = on.kernel(weight);
        on.require(
                sizes.get(0) == x.shape().channels(),
                "the first size of weight must be the channels of x, "
                        + x.shape().channels());
        on.optionalBias(bias, sizes.get(1));
        on.require(stride >= 1, "stride " + stride + " must be positive");
        Shape shape = new Shape(
                x.shape().batch(),
                sizes.get(1),
                (x.shape().height() - 1) * stride + sizes.get(2),
                (x.shape().width() - 1) * stride + sizes.get(2));
        return apply(layer(weight), new Op.TransposedConv2d(stride), on, shape);
    }

    @Override
    public Tensor maxPool2d(Tensor x, int window) {
        Operands on = operands("maxPool2d").tensor("x", x);
        return apply(scoped("maxPool2d"), new Op.MaxPool2d(window), on, on.pooled(x.shape(), window));
    }

    @Override
    public Tensor avgPool2d(Tensor x, int window) {
        Operands on = operands("avgPool2d").tensor("x", x);
        Op sum = new Op.UpsampleBackward(new Op.Upsample(window, Op.Interpolation.NEAREST));
        Tensor sums = apply(scoped("avgPool2d"), sum, on, on.pooled(x.shape(), window));
        return elementwise("avgPool2d", new Op.Affine(1.0 / (window * window), 0), sums);
    }

    @Override
    public Tensor upsample(Tensor x, int factor, Op.Interpolation interpolation) {
        Operands on = operands("upsample").tensor("x", x);
        on.require(factor >= 1, "factor " + factor + " must be positive");
        Shape s = x.shape();
        Shape shape = new Shape(s.batch(), s.channels(), s.height() * factor, s.width() * factor);
        return apply(scoped("upsample"), new Op.Upsample(factor, interpolation), on, shape);
    }

    @Override
    public Tensor pixelShuffle(Tensor x, int factor) {
        Operands on = operands("pixelShuffle").tensor("x", x);
        on.require(factor >= 1, "factor " + factor + " must be positive");
        Shape s = x.shape();
        int squares = factor * factor;
        on.require(s.channels() % squares == 0, "the channels must be divisible by the factor's square, " + squares);
        Shape shape = new Shape(s.batch(), s.channels() / squares, s.height() * factor, s.width() * factor);
        return apply(scoped("pixelShuffle"), new Op.PixelShuffle(factor), on, shape);
    }

    @Override
    public Tensor batchNorm(
            Tensor x,
            Parameter scale,
            Parameter shift,
            Parameter runningMean,
            Parameter runningVariance,
            double momentum,
            double epsilon) {
        Operands on = operands("batchNorm").tensor("x", x);
        Shape s = x.shape();
        on.trained("scale", scale, s.channels())
                .trained("shift", shift, s.channels())
                .state("running mean", runningMean, s.channels())
                .state("running variance", runningVariance, s.channels());
        on.require(momentum >= 0 && momentum <= 1, "momentum " + momentum + " must lie between 0 and 1");
        on.require(epsilon > 0, "epsilon " + epsilon + " must be positive");
        if (mode() == Mode.EVALUATION) {
            Op op = new Op.BatchNorm(momentum, epsilon, Mode.EVALUATION, Activation.IDENTITY);
            return apply(layer(scale), op, on, s);
        }
        on.require(
                s.elements() > s.channels(),
                "training needs more than one value per channel; make the batch or the image larger");
        // A batch with all the weight replaces the running statistics.
        double weight = mode() == Mode.CALIBRATION ? 1 : momentum;
        Op op = new Op.BatchNorm(weight, epsilon, Mode.TRAINING, Activation.IDENTITY);
        Symbol y = Symbol.made(layer(scale), s.dimensions(), true);
        Symbol mean = Symbol.made(y.name() + ".mean", List.of(s.channels()), false);
        Symbol deviation = Symbol.made(y.name() + ".inverse_deviation", List.of(s.channels()), false);
        graph.add(y.name(), op, on.symbols(), List.of(y, mean, deviation));
        return y;
    }

    @Override
    public Tensor groupNorm(Tensor x, Parameter scale, Parameter shift, int groups, double epsilon) {
        Operands on = operands("groupNorm").tensor("x", x);
        Shape s = x.shape();
        on.trained("scale", scale, s.channels()).trained("shift", shift, s.channels());
        on.require(
                groups >= 1 && s.channels() % groups == 0,
                "the number of groups, " + groups + ", must divide the channels of x");
        on.require(epsilon > 0, "epsilon " + epsilon + " must be positive");
        on.require(
                s.elements() > (long) s.batch() * groups,
                "there must be more than one value in each group; make the image larger or the groups fewer");
        Symbol y = Symbol.made(layer(scale), s.dimensions(), true);
        List<Integer> statistics = List.of(s.batch(), groups, 1, 1);
        Symbol mean = Symbol.made(y.name() + ".mean", statistics, false);
        Symbol deviation = Symbol.made(y.name() + ".inverse_deviation", statistics, false);
        graph.add(y.name(), new Op.GroupNorm(groups, epsilon), on.symbols(), List.of(y, mean, deviation));
        return y;
    }

    @Override
    public Tensor activate(Tensor x, Activation activation) {
        Operands on = operands("activate").tensor("x", x);
        on.require(activation.slope() >= 0, "slope " + activation.slope() + " must not be negative");
        if (activation.function() == Activation.Function.IDENTITY) {
            return x;
        }
        return elementwise(activation.function().name().toLowerCase(Locale.ROOT), new Op.Activate(activation), on, x);
    }

    @Override
    public Tensor softmax(Tensor x) {
        return elementwise("softmax", new Op.Softmax(), x);
    }

    @Override
    public Tensor logSoftmax(Tensor x) {
        return elementwise("logSoftmax", new Op.LogSoftmax(), x);
    }

    @Override
    public Tensor concat(List<Tensor> tensors) {
        Operands on = operands("concat");
        on.require(!tensors.isEmpty(), "there must be at least one tensor");
        int channels = 0;
        for (int i = 0; i < tensors.size(); i++) {
            on.tensor("tensor " + i, tensors.get(i));
            channels += tensors.get(i).shape().channels();
        }
        Shape shape = tensors.get(0).shape().withChannels(channels);
        int all = channels;
        on.require(
                tensors.stream().allMatch(t -> t.shape().withChannels(all).equals(shape)),
                "batch, height and width must agree");
        return tensors.size() == 1 ? tensors.get(0) : apply(scoped("concat"), new Op.Concat(), on, shape);
    }

    @Override
    public Tensor slice(Tensor x, int from, int count) {
        Operands on = operands("slice").tensor("x", x);
        on.require(
                from >= 0 && count >= 1 && from + count <= x.shape().channels(),
                "channels " + from + " to " + (from + count - 1) + " must lie within the channels of x");
        return apply(scoped("slice"), new Op.Slice(from, count), on, x.shape().withChannels(count));
    }

    @Override
    public Tensor dropout(Tensor x, double probability) {
        Operands on = operands("dropout").tensor("x", x);
        on.require(
                probability >= 0 && probability < 1,
                "probability " + probability + " must be at least 0 and less than 1");
        if (mode() == Mode.EVALUATION || probability == 0) {
            return x;
        }
        Op op = new Op.Dropout(probability, graph.nextDropout());
        Symbol y = Symbol.made(scoped("dropout"), x.shape().dimensions(), on.needGradient());
        Symbol mask = Symbol.made(y.name() + ".mask", x.shape().dimensions(), false);
        graph.add(y.name(), op, on.symbols(), List.of(y, mask));
        return y;
    }

    /** The layer's name by that of its weight: encoder.0.conv1.weight belongs to encoder.0.conv1. */
    private static String layer(Parameter weight) {
        int dot = weight.name().lastIndexOf('.');
        return dot < 0 ? weight.name() : weight.name().substring(0, dot);
    }
}
