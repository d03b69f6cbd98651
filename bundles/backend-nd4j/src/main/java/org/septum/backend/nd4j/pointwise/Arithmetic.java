// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.pointwise;

import org.septum.api.graph.Op;

/** The elementwise operations as loops over Java arrays. */
public final class Arithmetic {

    private Arithmetic() {}

    public static Elementwise.Function of(Op.Binary op) {
        return switch (op.function()) {
            case ADD ->
                (arrays, length) -> {
                    float[] a = arrays[0];
                    float[] b = arrays[1];
                    for (int i = 0; i < length; i++) {
                        a[i] += b[i];
                    }
                };
            case SUBTRACT ->
                (arrays, length) -> {
                    float[] a = arrays[0];
                    float[] b = arrays[1];
                    for (int i = 0; i < length; i++) {
                        a[i] -= b[i];
                    }
                };
            case MULTIPLY ->
                (arrays, length) -> {
                    float[] a = arrays[0];
                    float[] b = arrays[1];
                    for (int i = 0; i < length; i++) {
                        a[i] *= b[i];
                    }
                };
            case DIVIDE ->
                (arrays, length) -> {
                    float[] a = arrays[0];
                    float[] b = arrays[1];
                    for (int i = 0; i < length; i++) {
                        a[i] /= b[i];
                    }
                };
        };
    }

    public static Elementwise.Function of(Op.Affine op) {
        float factor = (float) op.factor();
        float offset = (float) op.offset();
        return (arrays, length) -> {
            float[] x = arrays[0];
            for (int i = 0; i < length; i++) {
                x[i] = factor * x[i] + offset;
            }
        };
    }

    public static Elementwise.Function of(Op.Unary op) {
        return (arrays, length) -> {
            float[] x = arrays[0];
            for (int i = 0; i < length; i++) {
                x[i] = switch (op.function()) {
                    case EXP -> (float) Math.exp(x[i]);
                    case LOG -> (float) Math.log(x[i]);
                    case SQRT -> (float) Math.sqrt(x[i]);
                    case ABS -> Math.abs(x[i]);
                    case GELU -> (float) (x[i] * NormalDistribution.cumulative(x[i]));
                    case SILU -> (float) (x[i] / (1 + Math.exp(-x[i])));
                };
            }
        };
    }

    /** Arguments dy, x, y. */
    public static Elementwise.Function of(Op.UnaryBackward op) {
        return (arrays, length) -> {
            float[] dy = arrays[0];
            float[] x = arrays[1];
            float[] y = arrays[2];
            for (int i = 0; i < length; i++) {
                dy[i] *= switch (op.function()) {
                    case EXP -> y[i];
                    case LOG -> 1 / x[i];
                    case SQRT -> 0.5f / y[i];
                    case ABS -> Math.signum(x[i]);
                    case GELU ->
                        (float) (NormalDistribution.cumulative(x[i]) + x[i] * NormalDistribution.density(x[i]));
                    case SILU -> siluSlope(x[i]);
                };
            }
        };
    }

    private static float siluSlope(double x) {
        double sigmoid = 1 / (1 + Math.exp(-x));
        return (float) (sigmoid * (1 + x * (1 - sigmoid)));
    }

    public static Elementwise.Function of(Op.Power op) {
        double exponent = op.exponent();
        return (arrays, length) -> {
            float[] x = arrays[0];
            for (int i = 0; i < length; i++) {
                x[i] = (float) Math.pow(x[i], exponent);
            }
        };
    }

    public static Elementwise.Function of(Op.Clamp op) {
        float minimum = (float) op.minimum();
        float maximum = (float) op.maximum();
        return (arrays, length) -> {
            float[] x = arrays[0];
            for (int i = 0; i < length; i++) {
                x[i] = Math.min(Math.max(x[i], minimum), maximum);
            }
        };
    }

    /** Arguments dy, x. */
    public static Elementwise.Function of(Op.ClampBackward op) {
        float minimum = (float) op.forward().minimum();
        float maximum = (float) op.forward().maximum();
        return (arrays, length) -> {
            float[] dy = arrays[0];
            float[] x = arrays[1];
            for (int i = 0; i < length; i++) {
                dy[i] = x[i] >= minimum && x[i] <= maximum ? dy[i] : 0;
            }
        };
    }

    public static Elementwise.Function of(Op.Activate op) {
        return (arrays, length) -> Nonlinearity.apply(op.activation(), arrays[0], length);
    }

    /** Arguments dy, y. */
    public static Elementwise.Function of(Op.ActivateBackward op) {
        return (arrays, length) -> Nonlinearity.multiplyBySlope(op.activation(), arrays[1], arrays[0], length);
    }

    /** Arguments logits, target. */
    public static Elementwise.Function of(Op.BceWithLogits op) {
        double weight = op.positiveWeight();
        return (arrays, length) -> {
            float[] logits = arrays[0];
            float[] target = arrays[1];
            for (int i = 0; i < length; i++) {
                double z = logits[i];
                double t = target[i];
                // log(1 + exp(-z)) without overflow for either sign of z.
                double softplus = Math.log1p(Math.exp(-Math.abs(z))) + Math.max(-z, 0);
                logits[i] = (float) ((1 - t) * z + (1 + (weight - 1) * t) * softplus);
            }
        };
    }

    /** Arguments dy, logits, target. */
    public static Elementwise.Function of(Op.BceWithLogitsBackward op) {
        double weight = op.forward().positiveWeight();
        return (arrays, length) -> {
            float[] dy = arrays[0];
            float[] logits = arrays[1];
            float[] target = arrays[2];
            for (int i = 0; i < length; i++) {
                double t = target[i];
                double negative = 1 / (1 + Math.exp(logits[i]));
                dy[i] *= (float) (1 - t - (1 + (weight - 1) * t) * negative);
            }
        };
    }
}
