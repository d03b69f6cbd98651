// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.septum.api.graph.CustomOp;
import org.septum.api.graph.MatrixProduct;
import org.septum.api.graph.Op;
import org.septum.api.graph.OpTable;
import org.septum.api.graph.Role;

/** How each operation hands the gradient of its first output, dy, on to its inputs. */
final class GradientRules {

    private static final OpTable<Rule<Op>> TABLE = new OpTable<>("the differentiation");

    /** Adds the gradients of the inputs of a call of one type of operation. */
    @FunctionalInterface
    private interface Rule<O extends Op> {
        void apply(O op, Call call, Symbol dy, Differentiation to);
    }

    static {
        rule(Op.Conv2d.class, (op, call, dy, to) -> {
            weights(new Op.Conv2dBackwardWeights(op), call, dy, to);
            fromWeight(new Op.Conv2dBackwardInput(op), call, dy, to);
        });
        rule(Op.TransposedConv2d.class, (op, call, dy, to) -> {
            weights(new Op.TransposedConv2dBackwardWeights(op), call, dy, to);
            fromWeight(new Op.TransposedConv2dBackwardInput(op), call, dy, to);
        });
        rule(MatrixProduct.PixelProducts.class, ProductGradients::products);
        rule(MatrixProduct.PixelSums.class, ProductGradients::sums);
        rule(Op.BatchNorm.class, GradientRules::batchNorm);
        rule(Op.GroupNorm.class, GradientRules::groupNorm);
        rule(
                Op.MaxPool2d.class,
                (op, call, dy, to) ->
                        first(new Op.MaxPool2dBackward(op), List.of(call.input(0), call.output(0), dy), call, to));
        rule(Op.Upsample.class, (op, call, dy, to) -> first(new Op.UpsampleBackward(op), List.of(dy), call, to));
        rule(Op.UpsampleBackward.class, (op, call, dy, to) -> first(op.forward(), List.of(dy), call, to));
        rule(
                Op.PixelShuffle.class,
                (op, call, dy, to) -> first(new Op.PixelShuffleBackward(op), List.of(dy), call, to));
        rule(Op.PixelShuffleBackward.class, (op, call, dy, to) -> first(op.forward(), List.of(dy), call, to));
        rule(Op.Broadcast.class, (op, call, dy, to) -> reduced(call.input(0), dy, to));
        rule(
                Op.Activate.class,
                (op, call, dy, to) ->
                        first(new Op.ActivateBackward(op.activation()), List.of(dy, call.output(0)), call, to));
        rule(
                Op.Softmax.class,
                (op, call, dy, to) -> first(new Op.SoftmaxBackward(), List.of(dy, call.output(0)), call, to));
        rule(
                Op.LogSoftmax.class,
                (op, call, dy, to) -> first(new Op.LogSoftmaxBackward(), List.of(dy, call.output(0)), call, to));
        rule(Op.Concat.class, GradientRules::concat);
        rule(Op.Slice.class, (op, call, dy, to) -> first(new Op.SliceBackward(op), List.of(dy), call, to));
        rule(
                Op.Dropout.class,
                (op, call, dy, to) ->
                        first(new Op.Binary(Op.Binary.Function.MULTIPLY), List.of(dy, call.output(1)), call, to));
        rule(Op.Binary.class, GradientRules::binary);
        rule(Op.Affine.class, (op, call, dy, to) -> first(new Op.Affine(op.factor(), 0), List.of(dy), call, to));
        rule(
                Op.Unary.class,
                (op, call, dy, to) -> first(
                        new Op.UnaryBackward(op.function()), List.of(dy, call.input(0), call.output(0)), call, to));
        rule(Op.Power.class, GradientRules::power);
        rule(
                Op.Clamp.class,
                (op, call, dy, to) -> first(new Op.ClampBackward(op), List.of(dy, call.input(0)), call, to));
        rule(
                Op.Sum.class,
                (op, call, dy, to) -> first(new Op.Broadcast(call.input(0).shape()), List.of(dy), call, to));
        rule(
                Op.BceWithLogits.class,
                (op, call, dy, to) ->
                        first(new Op.BceWithLogitsBackward(op), List.of(dy, call.input(0), call.input(1)), call, to));
        rule(
                Op.Nll.class,
                (op, call, dy, to) -> first(
                        new Op.NllBackward(op, call.input(0).shape().channels()),
                        List.of(dy, call.input(1)),
                        call,
                        to));
        rule(CustomOp.Forward.class, GradientRules::custom);
        // Operations through which no gradient passes, and those that only gradients are made of.
        none(
                Op.RankedSum.class,
                Op.SignedDistance.class,
                Op.NllWeight.class,
                Op.NllBackward.class,
                Op.BceWithLogitsBackward.class,
                Op.Conv2dBackwardInput.class,
                Op.Conv2dBackwardWeights.class,
                Op.TransposedConv2dBackwardInput.class,
                Op.TransposedConv2dBackwardWeights.class,
                Op.MaxPool2dBackward.class,
                Op.BatchNormBackward.class,
                Op.GroupNormBackward.class,
                Op.ActivateBackward.class,
                Op.SoftmaxBackward.class,
                Op.LogSoftmaxBackward.class,
                Op.SliceBackward.class,
                Op.UnaryBackward.class,
                Op.ClampBackward.class,
                CustomOp.Backward.class);
    }

    private GradientRules() {}

    private static <O extends Op> void rule(Class<O> type, Rule<O> rule) {
        TABLE.put(type, (op, call, dy, to) -> rule.apply(type.cast(op), call, dy, to));
    }

    @SafeVarargs
    private static void none(Class<? extends Op>... types) {
        for (Class<? extends Op> type : types) {
            TABLE.put(type, (op, call, dy, to) -> {
                throw new IllegalStateException(
                        "no gradient passes through the operation " + op.label() + " of " + call.name());
            });
        }
    }

    /** The operations of which nobody has said how their gradient is computed. */
    static List<String> missing() {
        return TABLE.missing();
    }

    /**
     * @throws IllegalStateException for an operation without a rule
     */
    static void apply(Call call, Symbol dy, Differentiation to) {
        TABLE.of(call.op()).apply(call.op(), call, dy, to);
    }

    /** The only gradient is that of the first input. */
    private static void first(Op backward, List<Symbol> inputs, Call call, Differentiation to) {
        Symbol x = call.input(0);
        if (x.needsGradient()) {
            to.add(x, to.emit(backward, inputs, x.dimensions()));
        }
    }

    /** Weights come before the input's gradient, because x is often used here for the last time and makes room for it. */
    private static void weights(Op backward, Call call, Symbol dy, Differentiation to) {
        List<Symbol> parameters = call.inputs().subList(1, call.inputs().size());
        List<Symbol> results = parameters.stream()
                .map(p -> to.newGradient(p.name(), p.dimensions()))
                .toList();
        to.emit(backward, List.of(call.input(0), dy), results);
        for (int i = 0; i < results.size(); i++) {
            to.add(parameters.get(i), results.get(i));
        }
    }

    private static void fromWeight(Op backward, Call call, Symbol dy, Differentiation to) {
        first(backward, List.of(dy, call.input(1)), call, to);
    }

    private static void batchNorm(Op.BatchNorm op, Call call, Symbol dy, Differentiation to) {
        List<Symbol> inputs = List.of(dy, call.input(0), call.output(0), call.input(1), call.output(1), call.output(2));
        normalization(new Op.BatchNormBackward(op), inputs, call, to);
    }

    private static void groupNorm(Op.GroupNorm op, Call call, Symbol dy, Differentiation to) {
        List<Symbol> inputs = List.of(dy, call.input(0), call.input(1), call.output(1), call.output(2));
        normalization(new Op.GroupNormBackward(op), inputs, call, to);
    }

    private static void normalization(Op backward, List<Symbol> inputs, Call call, Differentiation to) {
        Symbol x = call.input(0);
        Symbol scale = call.input(1);
        Symbol shift = call.input(2);
        Symbol dx = to.newGradient(call.name(), x.dimensions());
        Symbol dscale = to.newGradient(scale.name(), scale.dimensions());
        Symbol dshift = to.newGradient(shift.name(), shift.dimensions());
        to.emit(backward, inputs, List.of(dx, dscale, dshift));
        to.add(x, dx);
        to.add(scale, dscale);
        to.add(shift, dshift);
    }

    private static void concat(Op.Concat op, Call call, Symbol dy, Differentiation to) {
        int from = 0;
        for (Symbol part : call.inputs()) {
            int count = part.shape().channels();
            if (part.needsGradient()) {
                to.add(part, to.emit(new Op.Slice(from, count), List.of(dy), part.dimensions()));
            }
            from += count;
        }
    }

    private static void binary(Op.Binary op, Call call, Symbol dy, Differentiation to) {
        Symbol a = call.input(0);
        Symbol b = call.input(1);
        Symbol y = call.output(0);
        switch (op.function()) {
            case ADD -> {
                reduced(a, dy, to);
                reduced(b, dy, to);
            }
            case SUBTRACT -> {
                reduced(a, dy, to);
                if (b.needsGradient()) {
                    negated(b, dy, to);
                }
            }
            case MULTIPLY -> {
                if (a.needsGradient()) {
                    reduced(a, product(dy, b, to), to);
                }
                if (b.needsGradient()) {
                    reduced(b, product(dy, a, to), to);
                }
            }
            case DIVIDE -> {
                Symbol quotient = to.emit(new Op.Binary(Op.Binary.Function.DIVIDE), List.of(dy, b), dy.dimensions());
                if (b.needsGradient()) {
                    negated(b, product(quotient, y, to), to);
                }
                reduced(a, quotient, to);
            }
        }
    }

    private static Symbol product(Symbol dy, Symbol other, Differentiation to) {
        return to.emit(new Op.Binary(Op.Binary.Function.MULTIPLY), List.of(dy, other), dy.dimensions());
    }

    private static void negated(Symbol of, Symbol gradient, Differentiation to) {
        Symbol sum = summed(of, gradient, to);
        to.add(of, to.emit(new Op.Affine(-1, 0), List.of(sum), sum.dimensions()));
    }

    private static void reduced(Symbol of, Symbol gradient, Differentiation to) {
        if (of.needsGradient()) {
            to.add(of, summed(of, gradient, to));
        }
    }

    /** An operand that was broadcast gets the sum over the roles in which it was repeated. */
    private static Symbol summed(Symbol of, Symbol gradient, Differentiation to) {
        Set<Role> repeated = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (of.shape().size(role) < gradient.shape().size(role)) {
                repeated.add(role);
            }
        }
        return repeated.isEmpty()
                ? gradient
                : to.emit(new Op.Sum(Collections.unmodifiableSet(repeated)), List.of(gradient), of.dimensions());
    }

    private static void power(Op.Power op, Call call, Symbol dy, Differentiation to) {
        Symbol x = call.input(0);
        if (!x.needsGradient()) {
            return;
        }
        double exponent = op.exponent();
        Symbol power = exponent == 2 ? x : to.emit(new Op.Power(exponent - 1), List.of(x), x.dimensions());
        Symbol scaled = to.emit(new Op.Affine(exponent, 0), List.of(power), x.dimensions());
        to.add(x, product(dy, scaled, to));
    }

    private static void custom(CustomOp.Forward op, Call call, Symbol dy, Differentiation to) {
        List<Symbol> from = new ArrayList<>(List.of(dy, call.output(0)));
        from.addAll(call.inputs());
        List<Integer> wanted = IntStream.range(0, call.inputs().size())
                .filter(i -> call.input(i).needsGradient())
                .boxed()
                .toList();
        List<Symbol> gradients = wanted.stream()
                .map(i -> to.newGradient(call.input(i).name(), call.input(i).dimensions()))
                .toList();
        to.emit(new CustomOp.Backward(op, wanted), from, gradients);
        for (int i = 0; i < gradients.size(); i++) {
            to.add(call.input(wanted.get(i)), gradients.get(i));
        }
    }
}
