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

/** Adds inputs, parameters and the other layers to a graph; a builder for an inner scope shares the graph of the outer one. */
final class ScopedGraphBuilder extends SpatialBuilder {

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
}
