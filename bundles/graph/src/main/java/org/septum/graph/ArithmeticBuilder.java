// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.septum.api.graph.ArrayFunction;
import org.septum.api.graph.CustomOp;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.GraphError;
import org.septum.api.graph.MatrixProduct;
import org.septum.api.graph.Op;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;

/** Adds checked arithmetic, reductions and the terms of losses to a graph, under names of one scope. */
abstract class ArithmeticBuilder implements GraphBuilder {

    final Graph graph;
    final String scope;

    ArithmeticBuilder(Graph graph, String scope) {
        this.graph = graph;
        this.scope = scope;
    }

    Graph graph() {
        return graph;
    }

    @Override
    public Tensor add(Tensor a, Tensor b) {
        return binary("add", Op.Binary.Function.ADD, a, b);
    }

    @Override
    public Tensor subtract(Tensor a, Tensor b) {
        return binary("subtract", Op.Binary.Function.SUBTRACT, a, b);
    }

    @Override
    public Tensor multiply(Tensor a, Tensor b) {
        return binary("multiply", Op.Binary.Function.MULTIPLY, a, b);
    }

    @Override
    public Tensor divide(Tensor a, Tensor b) {
        return binary("divide", Op.Binary.Function.DIVIDE, a, b);
    }

    private Tensor binary(String name, Op.Binary.Function function, Tensor a, Tensor b) {
        Operands on = operands(name).tensor("a", a).tensor("b", b);
        return apply(scoped(name), new Op.Binary(function), on, on.broadcast(a.shape(), b.shape()));
    }

    @Override
    public Tensor affine(Tensor x, double factor, double offset) {
        return elementwise("affine", new Op.Affine(factor, offset), x);
    }

    @Override
    public Tensor exp(Tensor x) {
        return elementwise("exp", new Op.Unary(Op.Unary.Function.EXP), x);
    }

    @Override
    public Tensor log(Tensor x) {
        return elementwise("log", new Op.Unary(Op.Unary.Function.LOG), x);
    }

    @Override
    public Tensor sqrt(Tensor x) {
        return elementwise("sqrt", new Op.Unary(Op.Unary.Function.SQRT), x);
    }

    @Override
    public Tensor abs(Tensor x) {
        return elementwise("abs", new Op.Unary(Op.Unary.Function.ABS), x);
    }

    @Override
    public Tensor gelu(Tensor x) {
        return elementwise("gelu", new Op.Unary(Op.Unary.Function.GELU), x);
    }

    @Override
    public Tensor silu(Tensor x) {
        return elementwise("silu", new Op.Unary(Op.Unary.Function.SILU), x);
    }

    @Override
    public Tensor pow(Tensor x, double exponent) {
        return elementwise("pow", new Op.Power(exponent), x);
    }

    @Override
    public Tensor clamp(Tensor x, double minimum, double maximum) {
        Operands on = operands("clamp").tensor("x", x);
        on.require(minimum <= maximum, "minimum " + minimum + " must not exceed maximum " + maximum);
        return elementwise("clamp", new Op.Clamp(minimum, maximum), on, x);
    }

    @Override
    public Tensor broadcast(Tensor x, Shape shape) {
        Operands on = operands("broadcast").tensor("x", x);
        on.require(on.broadcast(x.shape(), shape).equals(shape), "the result must be " + shape);
        return x.shape().equals(shape) ? x : apply(scoped("broadcast"), new Op.Broadcast(shape), on, shape);
    }

    @Override
    public Tensor sum(Tensor x, Set<Role> roles) {
        return reduce("sum", x, roles);
    }

    @Override
    public Tensor mean(Tensor x, Set<Role> roles) {
        Tensor sum = reduce("mean", x, roles);
        double count = (double) x.shape().elements() / sum.shape().elements();
        return count == 1 ? sum : elementwise("mean", new Op.Affine(1 / count, 0), sum);
    }

    private Tensor reduce(String name, Tensor x, Set<Role> roles) {
        Operands on = operands(name).tensor("x", x);
        // An EnumSet, because Set.of iterates in an order of its own in every virtual machine.
        Set<Role> larger = EnumSet.noneOf(Role.class);
        Shape shape = x.shape();
        for (Role role : roles) {
            if (x.shape().size(role) > 1) {
                larger.add(role);
                shape = shape.with(role, 1);
            }
        }
        return larger.isEmpty() ? x : apply(scoped(name), new Op.Sum(Collections.unmodifiableSet(larger)), on, shape);
    }

    @Override
    public Tensor pixelProducts(Tensor queries, Tensor keys, int heads) {
        Operands on = operands("pixelProducts").tensor("queries", queries).tensor("keys", keys);
        Shape from = queries.shape();
        Shape to = keys.shape();
        on.require(
                from.batch() == to.batch() && from.channels() == to.channels(),
                "keys must have the batch and the channels of queries");
        on.require(
                heads >= 1 && from.channels() % heads == 0,
                "the number of heads, " + heads + ", must divide the channels");
        Shape shape = new Shape(from.batch(), on.pixels(to), heads, on.pixels(from));
        return apply(scoped("pixelProducts"), new MatrixProduct.PixelProducts(heads), on, shape);
    }

    @Override
    public Tensor pixelSums(Tensor weights, Tensor values, int height, int width) {
        Operands on = operands("pixelSums").tensor("weights", weights).tensor("values", values);
        Shape matrix = weights.shape();
        Shape from = values.shape();
        on.require(
                matrix.batch() == from.batch() && matrix.channels() == on.pixels(from),
                "weights must have the batch of values and a channel for each of their pixels");
        on.require(
                from.channels() % matrix.height() == 0,
                "the number of heads, " + matrix.height() + ", must divide the channels of values");
        on.require(height >= 1 && width >= 1, "height " + height + " and width " + width + " must be positive");
        Shape shape = new Shape(from.batch(), from.channels(), height, width);
        on.require(matrix.width() == on.pixels(shape), "weights must have a column for each of the result's pixels");
        return apply(scoped("pixelSums"), new MatrixProduct.PixelSums(MatrixProduct.Side.KEYS), on, shape);
    }

    /** Whole numbers differ by at least 1. */
    @Override
    public Tensor oneHot(Tensor target, int from, int count) {
        Operands on = operands("oneHot").target(target);
        on.require(target.shape().channels() == 1, "target must have 1 channel");
        on.require(count >= 1, "the number of classes, " + count + ", must be positive");
        return concat(IntStream.range(from, from + count)
                .mapToObj(index -> affine(clamp(abs(affine(target, 1, -index)), 0, 1), -1, 1))
                .toList());
    }

    @Override
    public Tensor apply(ArrayFunction function, Tensor... inputs) {
        Operands call = operands("apply");
        call.require(function != null, "the function is missing (null)");
        Class<?> own = function.getClass();
        call.require(
                own.isRecord() || function instanceof Enum,
                own.getName() + " must be a record or an enum, so that two of equal settings are equal");
        String name = function.name();
        call.require(
                name != null && name.matches("[\\p{L}\\d_-]+"),
                "the name of " + own.getName() + " must be letters, digits, '-' and '_', found "
                        + (name == null ? "nothing (null)" : "'" + name + "'"));
        Operands on = operands(name);
        on.require(inputs.length > 0, "there must be at least one input");
        for (int i = 0; i < inputs.length; i++) {
            on.tensor("input " + i, inputs[i]);
        }
        CustomOp.Forward op = new CustomOp.Forward(function);
        return apply(scoped(name), op, on, on.shape(op, List.of(inputs)));
    }

    @Override
    public Tensor rankedSum(Tensor key, Tensor value, Set<Role> roles) {
        Operands on = operands("rankedSum").tensor("key", key).target("value", value);
        on.require(key.shape().equals(value.shape()), "value must have the shape of key");
        on.require(!roles.isEmpty(), "there must be at least one role to rank over");
        Op op = new Op.RankedSum(Collections.unmodifiableSet(EnumSet.copyOf(roles)));
        Symbol y = Symbol.made(scoped("rankedSum"), key.shape().dimensions(), false);
        graph.add(y.name(), op, on.symbols(), List.of(y));
        return y;
    }

    @Override
    public Tensor signedDistance(Tensor mask) {
        Operands on = operands("signedDistance").target("mask", mask);
        return elementwise("signedDistance", new Op.SignedDistance(), on, mask);
    }

    @Override
    public Tensor bceWithLogits(Tensor logits, Tensor target, double positiveWeight) {
        Operands on = operands("bceWithLogits").tensor("logits", logits).target(target);
        on.require(logits.shape().equals(target.shape()), "target must have the shape of logits");
        on.require(positiveWeight > 0, "the positive weight " + positiveWeight + " must be positive");
        return elementwise("bceWithLogits", new Op.BceWithLogits(positiveWeight), on, logits);
    }

    @Override
    public Tensor nll(Tensor logProbabilities, Tensor target, List<Double> classWeights, int ignoreIndex) {
        Operands on =
                operands("nll").tensor("log-probabilities", logProbabilities).target(target);
        Shape s = logProbabilities.shape();
        on.require(
                target.shape().equals(s.withChannels(1)),
                "target must have 1 channel, and batch, height and width of the log-probabilities");
        on.require(
                classWeights.isEmpty() || classWeights.size() == s.channels(),
                "there must be one class weight per channel or none, found " + classWeights.size());
        return apply(scoped("nll"), new Op.Nll(List.copyOf(classWeights), ignoreIndex), on, s.withChannels(1));
    }

    @Override
    public Tensor nllWeight(Tensor target, List<Double> classWeights, int ignoreIndex) {
        Operands on = operands("nllWeight").target(target);
        on.require(target.shape().channels() == 1, "target must have 1 channel");
        return elementwise("nllWeight", new Op.NllWeight(List.copyOf(classWeights), ignoreIndex), on, target);
    }

    /** A name under this scope. */
    final String scoped(String name) {
        if (name == null || name.isBlank()) {
            throw new GraphError("a name in the graph" + (scope.isEmpty() ? "" : " under " + scope) + " is empty");
        }
        return scope.isEmpty() ? name : scope + "." + name;
    }

    final Operands operands(String operation) {
        return new Operands(graph, scope, operation);
    }

    final Tensor elementwise(String name, Op op, Tensor x) {
        return elementwise(name, op, operands(name).tensor("x", x), x);
    }

    final Tensor elementwise(String name, Op op, Operands on, Tensor like) {
        return apply(scoped(name), op, on, like.shape());
    }

    final Tensor apply(String name, Op op, Operands on, Shape shape) {
        Symbol y = Symbol.made(name, shape.dimensions(), on.needGradient());
        graph.add(name, op, on.symbols(), List.of(y));
        return y;
    }
}
