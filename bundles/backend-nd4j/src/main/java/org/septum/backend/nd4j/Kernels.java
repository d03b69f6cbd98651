// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.List;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.OpTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Floats;
import org.septum.backend.common.kernels.HostKernel;
import org.septum.backend.common.kernels.HostKernels;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.nd4j.convolution.Convolution;
import org.septum.backend.nd4j.convolution.ConvolutionWeightGradient;
import org.septum.backend.nd4j.convolution.GroupedConvolution;
import org.septum.backend.nd4j.convolution.GroupedWeightGradient;
import org.septum.backend.nd4j.convolution.TransposedConvolution;
import org.septum.backend.nd4j.layer.ChannelCopy;
import org.septum.backend.nd4j.layer.MaxPooling;
import org.septum.backend.nd4j.layer.PixelShuffle;
import org.septum.backend.nd4j.layer.Upsampling;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Kernel;
import org.septum.backend.nd4j.normalization.BatchNormEvaluation;
import org.septum.backend.nd4j.normalization.BatchNormForward;
import org.septum.backend.nd4j.normalization.BatchNormGradient;
import org.septum.backend.nd4j.normalization.ChannelSums;
import org.septum.backend.nd4j.normalization.GroupNormForward;
import org.septum.backend.nd4j.normalization.GroupNormGradient;
import org.septum.backend.nd4j.pointwise.Arithmetic;
import org.septum.backend.nd4j.pointwise.Broadcasting;
import org.septum.backend.nd4j.pointwise.Dropout;
import org.septum.backend.nd4j.pointwise.Elementwise;
import org.septum.backend.nd4j.pointwise.Softmax;

/** Chooses the kernel of each operation. */
final class Kernels {

    /** The kernel of a call. */
    @FunctionalInterface
    private interface Rule {
        Kernel bind(Plan.Call call, Bindings bindings);
    }

    /** The same for one type of operation. */
    @FunctionalInterface
    private interface TypedRule<O extends Op> {
        Kernel bind(O op, Plan.Call call, Bindings bindings);
    }

    /** A kernel that reads the first input and writes the first output. */
    @FunctionalInterface
    private interface SimpleRule<O extends Op> {
        Kernel bind(O op, Value x, Value y, Bindings bindings);
    }

    private static final OpTable<Rule> TABLE = new OpTable<>("the backend nd4j");

    static {
        rule(
                Op.Conv2d.class,
                (op, s, b) -> GroupedConvolution.computes(op)
                        ? GroupedConvolution.forward(op, s, b)
                        : Convolution.forward(op, s, b));
        rule(
                Op.Conv2dBackwardInput.class,
                (op, s, b) -> GroupedConvolution.computes(op)
                        ? GroupedConvolution.inputGradient(op.forward(), s, b)
                        : Convolution.inputGradient(op.forward(), s, b));
        rule(
                Op.Conv2dBackwardWeights.class,
                (op, s, b) -> withBias(
                        GroupedConvolution.computes(op)
                                ? new GroupedWeightGradient(op.forward(), s, b)
                                : weightGradient(geometry(op.forward(), kernel(s)), s.input(0), s.input(1), s, b),
                        s,
                        b));
        rule(Op.TransposedConv2d.class, (op, s, b) -> new TransposedConvolution(op.stride(), s, b));
        rule(
                Op.TransposedConv2dBackwardInput.class,
                (op, s, b) -> Convolution.transposedInputGradient(op.forward(), s, b));
        rule(
                Op.TransposedConv2dBackwardWeights.class,
                (op, s, b) -> withBias(
                        weightGradient(geometry(op.forward(), kernel(s)), s.input(1), s.input(0), s, b), s, b));
        rule(
                Op.BatchNorm.class,
                (op, s, b) -> op.mode() == Mode.TRAINING
                        ? new BatchNormForward(op, s, b)
                        : new BatchNormEvaluation(op, s, b));
        rule(Op.BatchNormBackward.class, BatchNormGradient::new);
        rule(Op.GroupNorm.class, GroupNormForward::new);
        rule(Op.GroupNormBackward.class, (op, s, b) -> new GroupNormGradient(s, b));
        simple(Op.MaxPool2d.class, (op, x, y, b) -> MaxPooling.forward(op.window(), x, y, b));
        rule(
                Op.MaxPool2dBackward.class,
                (op, s, b) ->
                        MaxPooling.backward(op.forward().window(), s.input(0), s.input(1), s.input(2), s.output(0), b));
        simple(Op.Upsample.class, Upsampling::forward);
        simple(Op.UpsampleBackward.class, (op, x, y, b) -> Upsampling.backward(op.forward(), x, y, b));
        simple(Op.PixelShuffle.class, (op, x, y, b) -> PixelShuffle.forward(op.factor(), x, y, b));
        simple(
                Op.PixelShuffleBackward.class,
                (op, x, y, b) -> PixelShuffle.backward(op.forward().factor(), x, y, b));
        rule(Op.Concat.class, (op, s, b) -> ChannelCopy.concat(s.inputs(), s.output(0), b));
        simple(Op.Slice.class, (op, x, y, b) -> ChannelCopy.slice(op.from(), x, y, b));
        simple(
                Op.SliceBackward.class,
                (op, x, y, b) -> ChannelCopy.sliceGradient(op.forward().from(), x, y, b));
        rule(Op.Softmax.class, (op, s, b) -> Softmax.softmax(s.inputs(), s.output(0), b));
        rule(Op.SoftmaxBackward.class, (op, s, b) -> Softmax.softmaxGradient(s.inputs(), s.output(0), b));
        rule(Op.LogSoftmax.class, (op, s, b) -> Softmax.logSoftmax(s.inputs(), s.output(0), b));
        rule(Op.LogSoftmaxBackward.class, (op, s, b) -> Softmax.logSoftmaxGradient(s.inputs(), s.output(0), b));
        simple(Op.Broadcast.class, (op, x, y, b) -> Broadcasting.repeat(x, y, b));
        rule(Op.Dropout.class, (op, s, b) -> new Dropout(op, s.input(0), s.output(0), s.output(1), b));
        rule(
                Op.Binary.class,
                (op, s, b) -> s.input(0).dimensions().equals(s.input(1).dimensions())
                        ? elementwise(Arithmetic.of(op), s, b)
                        : Broadcasting.binary(op, s.input(0), s.input(1), s.output(0), b));
        rule(Op.Affine.class, (op, s, b) -> elementwise(Arithmetic.of(op), s, b));
        rule(Op.Activate.class, (op, s, b) -> elementwise(Arithmetic.of(op), s, b));
        rule(Op.ActivateBackward.class, (op, s, b) -> elementwise(Arithmetic.of(op), s, b));
        rule(Op.Unary.class, (op, s, b) -> elementwise(Arithmetic.of(op), s, b));
        rule(Op.UnaryBackward.class, (op, s, b) -> elementwise(Arithmetic.of(op), s, b));
        rule(Op.Power.class, (op, s, b) -> elementwise(Arithmetic.of(op), s, b));
        rule(Op.Clamp.class, (op, s, b) -> elementwise(Arithmetic.of(op), s, b));
        rule(Op.ClampBackward.class, (op, s, b) -> elementwise(Arithmetic.of(op), s, b));
        rule(Op.BceWithLogits.class, (op, s, b) -> elementwise(Arithmetic.of(op), s, b));
        rule(Op.BceWithLogitsBackward.class, (op, s, b) -> elementwise(Arithmetic.of(op), s, b));
        HostKernels.types().forEach(type -> TABLE.put(type, Kernels::host));
    }

    private Kernels() {}

    private static <O extends Op> void rule(Class<O> type, TypedRule<O> rule) {
        TABLE.put(type, (call, bindings) -> rule.bind(type.cast(call.op()), call, bindings));
    }

    private static <O extends Op> void simple(Class<O> type, SimpleRule<O> rule) {
        rule(type, (op, call, bindings) -> rule.bind(op, call.input(0), call.output(0), bindings));
    }

    /** The operations that this backend does not know. */
    static List<String> missing() {
        return TABLE.missing();
    }

    /**
     * Binds a call to its memory.
     *
     * @throws IllegalStateException for an operation that this backend does not know
     */
    static Kernel of(Plan.Call call, Bindings bindings) {
        return TABLE.of(call.op()).bind(call, bindings);
    }

    /** The scratch of a call, in floats. */
    static long scratchFloats(Plan.Call call, int threads) {
        Op op = call.op();
        if (GroupedConvolution.computes(op)) {
            return 0;
        }
        List<Integer> x = call.input(0).dimensions();
        if (op instanceof Op.Conv2dBackwardInput backward) {
            return Convolution.inputGradientScratch(
                    backward.forward(),
                    call.input(1).dimensions(),
                    call.output(0).dimensions());
        }
        if (op instanceof Op.Conv2dBackwardWeights backward) {
            return ConvolutionWeightGradient.scratchFloats(
                    geometry(backward.forward(), kernel(call)), x, call.input(1).dimensions(), threads);
        }
        if (op instanceof Op.TransposedConv2d) {
            return TransposedConvolution.scratchFloats(x, call.input(1).dimensions());
        }
        if (op instanceof Op.TransposedConv2dBackwardWeights backward) {
            return ConvolutionWeightGradient.scratchFloats(
                    geometry(backward.forward(), kernel(call)), call.input(1).dimensions(), x, threads);
        }
        return 0;
    }

    /** The size of the kernel whose gradient is the first output. */
    private static int kernel(Plan.Call call) {
        return call.output(0).dimension(2);
    }

    private static ConvolutionWeightGradient.Geometry geometry(Op.Conv2d op, int kernel) {
        return new ConvolutionWeightGradient.Geometry(kernel, op.stride(), op.padding(), op.dilation());
    }

    /** Seen from its output, a transposed convolution is a convolution with the same stride. */
    private static ConvolutionWeightGradient.Geometry geometry(Op.TransposedConv2d op, int kernel) {
        return new ConvolutionWeightGradient.Geometry(kernel, op.stride(), 0, 1);
    }

    private static Kernel weightGradient(
            ConvolutionWeightGradient.Geometry geometry, Value x, Value dy, Plan.Call call, Bindings bindings) {
        return new ConvolutionWeightGradient(geometry, x, dy, call.output(0), bindings);
    }

    /** Adds the bias's gradient, a sum of dy, where there is a bias. */
    private static Kernel withBias(Kernel weights, Plan.Call call, Bindings bindings) {
        if (call.outputs().size() == 1) {
            return weights;
        }
        Kernel bias = new ChannelSums(call.input(1), call.output(1), bindings);
        return number -> {
            weights.run(number);
            bias.run(number);
        };
    }

    /** An operation that Java computes in every backend. */
    private static Kernel host(Plan.Call call, Bindings bindings) {
        HostKernel kernel = HostKernels.of(
                call.op(),
                call.inputs().stream().map(Sizes::of).toList(),
                call.outputs().stream().map(Sizes::of).toList(),
                bindings.lanes());
        Floats[] inputs = call.inputs().stream().map(bindings::memory).toArray(Floats[]::new);
        Floats[] outputs = call.outputs().stream().map(bindings::memory).toArray(Floats[]::new);
        return number -> kernel.run(number, inputs, outputs);
    }

    private static Kernel elementwise(Elementwise.Function function, Plan.Call call, Bindings bindings) {
        return new Elementwise(call.inputs(), call.output(0), bindings, function);
    }
}
