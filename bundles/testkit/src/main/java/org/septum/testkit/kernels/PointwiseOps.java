// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import java.util.function.IntToDoubleFunction;
import org.septum.api.graph.Op;

/** Elementwise functions of one tensor, and dropout. */
final class PointwiseOps {

    private PointwiseOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.Affine.class, (op, operands) -> {
            Array x = operands.in(0);
            each(operands.out(), i -> op.factor() * x.get(i) + op.offset());
        });
        kernels.add(Op.Unary.class, (op, operands) -> {
            Array x = operands.in(0);
            each(operands.out(), i -> unary(op.function(), x.get(i)));
        });
        kernels.add(Op.UnaryBackward.class, (op, operands) -> {
            Array dy = operands.in(0);
            Array x = operands.in(1);
            Array y = operands.in(2);
            each(operands.out(), i -> dy.get(i) * derivative(op.function(), x.get(i), y.get(i)));
        });
        kernels.add(Op.Power.class, (op, operands) -> {
            Array x = operands.in(0);
            each(operands.out(), i -> Math.pow(x.get(i), op.exponent()));
        });
        kernels.add(Op.Clamp.class, (op, operands) -> {
            Array x = operands.in(0);
            each(operands.out(), i -> Math.min(Math.max(x.get(i), op.minimum()), op.maximum()));
        });
        kernels.add(Op.ClampBackward.class, (op, operands) -> {
            Array dy = operands.in(0);
            Array x = operands.in(1);
            double minimum = op.forward().minimum();
            double maximum = op.forward().maximum();
            each(operands.out(), i -> x.get(i) >= minimum && x.get(i) <= maximum ? dy.get(i) : 0);
        });
        kernels.add(Op.Dropout.class, PointwiseOps::dropout);
    }

    /** Computes an array element by element, in order. */
    static void each(Array y, IntToDoubleFunction value) {
        int elements = y.elements();
        for (int i = 0; i < elements; i++) {
            y.set(i, value.applyAsDouble(i));
        }
    }

    private static double unary(Op.Unary.Function function, double x) {
        return switch (function) {
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case SQRT -> Math.sqrt(x);
            case ABS -> Math.abs(x);
            case GELU -> x * NormalDistribution.cumulative(x);
            case SILU -> x * ActivationOps.sigmoid(x);
        };
    }

    private static double derivative(Op.Unary.Function function, double x, double y) {
        return switch (function) {
            case EXP -> y;
            case LOG -> 1 / x;
            case SQRT -> 1 / (2 * y);
            case ABS -> Math.signum(x);
            case GELU -> NormalDistribution.cumulative(x) + x * NormalDistribution.density(x);
            case SILU -> ActivationOps.sigmoid(x) * (1 + x * (1 - ActivationOps.sigmoid(x)));
        };
    }

    private static void dropout(Op.Dropout op, Operands operands) {
        Array x = operands.in(0);
        Array mask = operands.out(1);
        each(
                mask,
                i -> DropoutNoise.uniform(operands.seed(), operands.step(), op.stream(), i) < op.probability()
                        ? 0
                        : 1 / (1 - op.probability()));
        each(operands.out(0), i -> x.get(i) * mask.get(i));
    }
}
