// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.kernels;

import java.util.Optional;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Op;
import org.septum.backend.onednn.compile.Argument;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.memory.Place;

/**
 * A function of single elements in oneDNN's terms. Its gradient takes what {@link #gradientFromResult} says.
 *
 * @param gradientFromResult whether the gradient follows from the function's result instead of its argument
 */
public record Eltwise(int algorithm, float alpha, float beta, boolean gradientFromResult) {

    public static final Eltwise IDENTITY = new Eltwise(dnnl.dnnl_eltwise_linear, 1, 0, false);

    public static final Eltwise ABSOLUTE = new Eltwise(dnnl.dnnl_eltwise_abs, 0, 0, false);

    /** x -> -log(1 + exp(-x)). */
    public static final Eltwise MINUS_SOFTPLUS_OF_MINUS = new Eltwise(dnnl.dnnl_eltwise_soft_relu, -1, 0, false);

    /** Empty for the identity. */
    public static Optional<Eltwise> of(Activation activation) {
        return Optional.ofNullable(
                switch (activation.function()) {
                    case IDENTITY -> null;
                    case RELU -> new Eltwise(dnnl.dnnl_eltwise_relu_use_dst_for_bwd, 0, 0, true);
                    case LEAKY_RELU ->
                        new Eltwise(dnnl.dnnl_eltwise_relu_use_dst_for_bwd, (float) activation.slope(), 0, true);
                    case SIGMOID -> new Eltwise(dnnl.dnnl_eltwise_logistic_use_dst_for_bwd, 0, 0, true);
                    case TANH -> new Eltwise(dnnl.dnnl_eltwise_tanh_use_dst_for_bwd, 0, 0, true);
                });
    }

    public static Eltwise of(Op.Unary.Function function) {
        return switch (function) {
            case EXP -> new Eltwise(dnnl.dnnl_eltwise_exp, 0, 0, false);
            case LOG -> new Eltwise(dnnl.dnnl_eltwise_log, 0, 0, false);
            case SQRT -> new Eltwise(dnnl.dnnl_eltwise_sqrt, 0, 0, false);
            case ABS -> ABSOLUTE;
            case GELU -> new Eltwise(dnnl.dnnl_eltwise_gelu_erf, 0, 0, false);
            case SILU -> new Eltwise(dnnl.dnnl_eltwise_swish, 1, 0, false);
        };
    }

    /** The function whose gradient is that of the given one, from its result where that is cheaper. */
    public static Eltwise gradientOf(Op.Unary.Function function) {
        return switch (function) {
            case EXP -> new Eltwise(dnnl.dnnl_eltwise_exp_use_dst_for_bwd, 0, 0, true);
            case SQRT -> new Eltwise(dnnl.dnnl_eltwise_sqrt_use_dst_for_bwd, 0, 0, true);
            case LOG, ABS, GELU, SILU -> of(function);
        };
    }

    public static Eltwise of(Op.Affine op) {
        return new Eltwise(dnnl.dnnl_eltwise_linear, (float) op.factor(), (float) op.offset(), false);
    }

    public static Eltwise of(Op.Power op) {
        return new Eltwise(dnnl.dnnl_eltwise_pow, 1, (float) op.exponent(), false);
    }

    public static Eltwise of(Op.Clamp op) {
        return new Eltwise(dnnl.dnnl_eltwise_clip, (float) op.minimum(), (float) op.maximum(), false);
    }

    /** oneDNN's gradient is 0 at the lower bound itself, so the bound is taken to be a little lower. */
    public static Eltwise gradientOf(Op.Clamp op) {
        return new Eltwise(dnnl.dnnl_eltwise_clip, Math.nextDown((float) op.minimum()), (float) op.maximum(), false);
    }

    /** x -> y; the two may be the same place. */
    public void forward(memory.desc layout, Place x, Place y, Compilation compilation) {
        eltwise_forward.primitive_desc description = description(layout, compilation);
        compilation.add(
                description,
                new eltwise_forward(description),
                new Argument(dnnl.DNNL_ARG_SRC, layout, x),
                new Argument(dnnl.DNNL_ARG_DST, layout, y));
    }

    /**
     * dy, x or y -> dx.
     *
     * @param known the function's result or argument, see {@link #gradientFromResult}
     */
    public void backward(memory.desc layout, Place dy, Place known, Place dx, Compilation compilation) {
        eltwise_backward.primitive_desc description = new eltwise_backward.primitive_desc(
                compilation.engine().engine(),
                algorithm,
                layout,
                layout,
                layout,
                alpha,
                beta,
                description(layout, compilation),
                Engine.attributes(),
                false);
        compilation.add(
                description,
                new eltwise_backward(description),
                new Argument(dnnl.DNNL_ARG_DIFF_DST, layout, dy),
                new Argument(gradientFromResult ? dnnl.DNNL_ARG_DST : dnnl.DNNL_ARG_SRC, layout, known),
                new Argument(dnnl.DNNL_ARG_DIFF_SRC, layout, dx));
    }

    private eltwise_forward.primitive_desc description(memory.desc layout, Compilation compilation) {
        return new eltwise_forward.primitive_desc(
                compilation.engine().engine(),
                dnnl.dnnl_forward_training,
                algorithm,
                layout,
                layout,
                alpha,
                beta,
                Engine.attributes(),
                false);
    }
}
