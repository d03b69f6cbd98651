// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.septum.api.graph.MatrixProduct;
import org.septum.api.graph.Op;
import org.septum.api.graph.OpTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Floats;
import org.septum.backend.common.kernels.HostKernel;
import org.septum.backend.common.kernels.HostKernels;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.PixelMatrices;
import org.septum.backend.common.kernels.RowKernel;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.convolution.Convolution;
import org.septum.backend.nd4j.convolution.ConvolutionWeightGradient;
import org.septum.backend.nd4j.convolution.Geometry;
import org.septum.backend.nd4j.convolution.GroupedConvolution;
import org.septum.backend.nd4j.convolution.TransposedConvolution;
import org.septum.backend.nd4j.layer.ChannelCopy;
import org.septum.backend.nd4j.layer.MaxPooling;
import org.septum.backend.nd4j.layer.PixelShuffle;
import org.septum.backend.nd4j.layer.Upsampling;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.normalization.BatchNormForward;
import org.septum.backend.nd4j.normalization.BatchNormGradient;
import org.septum.backend.nd4j.normalization.GroupNormForward;
import org.septum.backend.nd4j.normalization.GroupNormGradient;
import org.septum.backend.nd4j.pointwise.Arithmetic;
import org.septum.backend.nd4j.pointwise.Broadcasting;
import org.septum.backend.nd4j.pointwise.Dropout;
import org.septum.backend.nd4j.pointwise.Elementwise;
import org.septum.backend.nd4j.pointwise.Softmax;

/** Chooses the kernel of each operation. */
final class Kernels {

    /** The kernel of a call of one type of operation. */
    @FunctionalInterface
    private interface Rule<O extends Op> {
        Kernel bind(O op, Plan.Call call, Bindings bindings);
    }

    private static final OpTable<Rule<Op>> TABLE = new OpTable<>("the backend nd4j");

    static {
        rule(Op.Conv2d.class, Convolution::forward);
        rule(Op.Conv2dBackwardInput.class, Convolution::inputGradient);
        rule(Op.Conv2dBackwardWeights.class, ConvolutionWeightGradient::of);
        rule(Op.TransposedConv2d.class, TransposedConvolution::new);
        rule(Op.TransposedConv2dBackwardInput.class, Convolution::transposedInputGradient);
        rule(Op.TransposedConv2dBackwardWeights.class, ConvolutionWeightGradient::ofTransposed);
        rule(
                MatrixProduct.PixelProducts.class,
                (op, c, b) -> pixels((q, k, lanes) -> PixelMatrices.products(op.heads(), q, k, lanes), c, b));
        rule(
                MatrixProduct.PixelSums.class,
                (op, c, b) -> pixels(
                        op.over() == MatrixProduct.Side.KEYS
                                ? PixelMatrices::sumsOverKeys
                                : PixelMatrices::sumsOverQueries,
                        c,
                        b));
        rule(Op.BatchNorm.class, BatchNormForward::new);
        rule(Op.BatchNormBackward.class, BatchNormGradient::new);
        rule(Op.GroupNorm.class, GroupNormForward::new);
        rule(Op.GroupNormBackward.class, (op, c, b) -> new GroupNormGradient(c, b));
        rule(Op.MaxPool2d.class, MaxPooling::forward);
        rule(Op.MaxPool2dBackward.class, MaxPooling::backward);
        rule(Op.Upsample.class, Upsampling::forward);
        rule(Op.UpsampleBackward.class, Upsampling::backward);
        rule(Op.PixelShuffle.class, PixelShuffle::forward);
        rule(Op.PixelShuffleBackward.class, PixelShuffle::backward);
        rule(Op.Concat.class, (op, c, b) -> ChannelCopy.concat(c, b));
        rule(Op.Slice.class, ChannelCopy::slice);
        rule(Op.SliceBackward.class, ChannelCopy::sliceGradient);
        rows(Op.Softmax.class, Softmax::softmax);
        rows(Op.SoftmaxBackward.class, Softmax::softmaxGradient);
        rows(Op.LogSoftmax.class, Softmax::logSoftmax);
        rows(Op.LogSoftmaxBackward.class, Softmax::logSoftmaxGradient);
        rule(Op.Broadcast.class, (op, c, b) -> Broadcasting.repeat(c, b));
        rule(Op.Dropout.class, Dropout::forward);
        rule(
                Op.Binary.class,
                (op, c, b) -> c.input(0).dimensions().equals(c.input(1).dimensions())
                        ? elementwise(Arithmetic.of(op), c, b)
                        : Broadcasting.binary(op, c, b));
        elementwise(Op.Affine.class, Arithmetic::of);
        elementwise(Op.Activate.class, Arithmetic::of);
        elementwise(Op.ActivateBackward.class, Arithmetic::of);
        elementwise(Op.Unary.class, Arithmetic::of);
        elementwise(Op.UnaryBackward.class, Arithmetic::of);
        elementwise(Op.Power.class, Arithmetic::of);
        elementwise(Op.Clamp.class, Arithmetic::of);
        elementwise(Op.ClampBackward.class, Arithmetic::of);
        elementwise(Op.BceWithLogits.class, Arithmetic::of);
        elementwise(Op.BceWithLogitsBackward.class, Arithmetic::of);
        HostKernels.types().forEach(type -> TABLE.put(type, Kernels::host));
    }

    private Kernels() {}

    private static <O extends Op> void rule(Class<O> type, Rule<O> rule) {
        TABLE.put(type, (op, call, bindings) -> rule.bind(type.cast(op), call, bindings));
    }

    private static <O extends Op> void elementwise(Class<O> type, Function<O, Elementwise.Function> function) {
        rule(type, (op, call, bindings) -> elementwise(function.apply(op), call, bindings));
    }

    /** A function of rows that follows from the number of channels. */
    private static void rows(Class<? extends Op> type, IntFunction<RowKernel.Function> function) {
        TABLE.put(type, (op, call, bindings) -> {
            Sizes sizes = Sizes.of(call.output(0));
            List<Sizes> inputs = Collections.nCopies(call.inputs().size(), sizes);
            RowKernel.Function rows = function.apply(sizes.channels());
            return host(new RowKernel(inputs, List.of(sizes), bindings.lanes(), rows), call, bindings);
        });
    }

    /** Makes the kernel of a matrix product from the sizes of what it reads. */
    @FunctionalInterface
    private interface PixelMaker {
        HostKernel make(Sizes first, Sizes second, Lanes lanes);
    }

    private static Kernel pixels(PixelMaker maker, Plan.Call call, Bindings bindings) {
        Sizes first = Sizes.of(call.input(0));
        return host(maker.make(first, Sizes.of(call.input(1)), bindings.lanes()), call, bindings);
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
        return TABLE.of(call.op()).bind(call.op(), call, bindings);
    }

    /** The scratch of a call, in floats. */
    static long scratchFloats(Plan.Call call, int threads) {
        Op op = call.op();
        if (GroupedConvolution.computes(op)) {
            return 0;
        }
        Value x = call.input(0);
        if (op instanceof Op.Conv2dBackwardInput backward) {
            return Convolution.inputGradientScratch(backward.forward(), call.input(1), call.output(0));
        }
        if (op instanceof Op.Conv2dBackwardWeights backward) {
            Geometry geometry = Geometry.of(backward.forward(), call.output(0));
            return ConvolutionWeightGradient.scratchFloats(geometry, x, call.input(1), threads);
        }
        if (op instanceof Op.TransposedConv2d) {
            return TransposedConvolution.scratchFloats(x, call.input(1));
        }
        if (op instanceof Op.TransposedConv2dBackwardWeights backward) {
            Geometry geometry = Geometry.of(backward.forward(), call.output(0));
            return ConvolutionWeightGradient.scratchFloats(geometry, call.input(1), x, threads);
        }
        return 0;
    }

    /** An operation that Java computes in every backend. */
    private static Kernel host(Op op, Plan.Call call, Bindings bindings) {
        List<Sizes> inputs = call.inputs().stream().map(Sizes::of).toList();
        List<Sizes> outputs = call.outputs().stream().map(Sizes::of).toList();
        return host(HostKernels.of(op, inputs, outputs, bindings.lanes()), call, bindings);
    }

    private static Kernel host(HostKernel kernel, Plan.Call call, Bindings bindings) {
        Floats[] inputs = call.inputs().stream().map(bindings::memory).toArray(Floats[]::new);
        Floats[] outputs = call.outputs().stream().map(bindings::memory).toArray(Floats[]::new);
        return number -> kernel.run(number, inputs, outputs);
    }

    private static Kernel elementwise(Elementwise.Function function, Plan.Call call, Bindings bindings) {
        return new Elementwise(call.inputs(), call.output(0), bindings, function);
    }
}
