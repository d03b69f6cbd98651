// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import org.septum.api.graph.Op;

/** Elementwise functions of one tensor, and dropout. */
final class PointwiseOps {

    private PointwiseOps() {}

    static void addTo(Kernels kernels) {
        kernels.addElementwise(Op.Affine.class, (op, in) -> op.factor() * in[0] + op.offset());
        kernels.addElementwise(Op.Unary.class, (op, in) -> unary(op.function(), in[0]));
        kernels.addElementwise(Op.UnaryBackward.class, (op, in) -> in[0] * derivative(op.function(), in[1], in[2]));
        kernels.addElementwise(Op.Power.class, (op, in) -> Math.pow(in[0], op.exponent()));
        kernels.addElementwise(Op.Clamp.class, (op, in) -> Math.min(Math.max(in[0], op.minimum()), op.maximum()));
        kernels.addElementwise(
                Op.ClampBackward.class,
                (op, in) ->
                        in[1] >= op.forward().minimum() && in[1] <= op.forward().maximum() ? in[0] : 0);
        kernels.add(Op.Dropout.class, PointwiseOps::dropout);
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
        mask.setAll(i -> DropoutNoise.uniform(operands.seed(), operands.step(), op.stream(), i) < op.probability()
                ? 0
                : 1 / (1 - op.probability()));
        operands.out(0).setAll(i -> x.get(i) * mask.get(i));
    }
}
