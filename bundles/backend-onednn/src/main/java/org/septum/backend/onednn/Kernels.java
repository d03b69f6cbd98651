// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.List;
import org.septum.api.graph.MatrixProduct;
import org.septum.api.graph.Op;
import org.septum.api.graph.OpTable;
import org.septum.backend.common.kernels.HostKernels;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.compile.HostCall;
import org.septum.backend.onednn.kernels.BinaryCrossEntropy;
import org.septum.backend.onednn.kernels.Channels;
import org.septum.backend.onednn.kernels.Convolution;
import org.septum.backend.onednn.kernels.Dropout;
import org.septum.backend.onednn.kernels.Eltwise;
import org.septum.backend.onednn.kernels.PixelMatrices;
import org.septum.backend.onednn.kernels.PixelShuffle;
import org.septum.backend.onednn.kernels.Pointwise;
import org.septum.backend.onednn.kernels.Pooling;
import org.septum.backend.onednn.kernels.TransposedConvolution;
import org.septum.backend.onednn.kernels.Upsampling;
import org.septum.backend.onednn.normalization.GroupNormalization;
import org.septum.backend.onednn.normalization.GroupNormalizationGradient;
import org.septum.backend.onednn.normalization.Normalization;
import org.septum.backend.onednn.rewrite.Node;

/** How each operation becomes kernels. */
final class Kernels {

    /** Adds the kernels of a node to a program, for one type of operation. */
    @FunctionalInterface
    private interface Rule<O extends Op> {
        void add(O op, Node node, Compilation compilation);
    }

    private static final OpTable<Rule<Op>> TABLE = new OpTable<>("the backend onednn");

    static {
        rule(Op.Conv2d.class, Convolution::forward);
        rule(Op.Conv2dBackwardInput.class, (op, n, c) -> Convolution.backwardInput(op.forward(), n, c));
        rule(Op.Conv2dBackwardWeights.class, (op, n, c) -> Convolution.backwardWeights(op.forward(), n, c));
        rule(Op.TransposedConv2d.class, TransposedConvolution::forward);
        rule(
                Op.TransposedConv2dBackwardInput.class,
                (op, n, c) -> TransposedConvolution.backwardInput(op.forward(), n, c));
        rule(
                Op.TransposedConv2dBackwardWeights.class,
                (op, n, c) -> TransposedConvolution.backwardWeights(op.forward(), n, c));
        rule(MatrixProduct.PixelProducts.class, (op, n, c) -> PixelMatrices.products(n, c));
        rule(MatrixProduct.PixelSums.class, PixelMatrices::sums);
        rule(Op.MaxPool2d.class, Pooling::forward);
        rule(Op.MaxPool2dBackward.class, (op, n, c) -> Pooling.backward(op.forward(), n, c));
        rule(Op.Upsample.class, Upsampling::forward);
        rule(Op.UpsampleBackward.class, (op, n, c) -> Upsampling.backward(op.forward(), n, c));
        rule(Op.PixelShuffle.class, (op, n, c) -> PixelShuffle.forward(op.factor(), n.in(0), n.out(0), c));
        rule(
                Op.PixelShuffleBackward.class,
                (op, n, c) -> PixelShuffle.backward(op.forward().factor(), n.in(0), n.out(0), c));
        rule(Op.BatchNorm.class, Normalization::forward);
        rule(Op.BatchNormBackward.class, (op, n, c) -> Normalization.backward(op.forward(), n, c));
        rule(Op.GroupNorm.class, GroupNormalization::forward);
        rule(Op.GroupNormBackward.class, (op, n, c) -> GroupNormalizationGradient.add(op.forward(), n, c));
        rule(Op.Softmax.class, (op, n, c) -> Channels.softmax(Channels.SOFTMAX, n, c));
        rule(Op.SoftmaxBackward.class, (op, n, c) -> Channels.softmaxBackward(Channels.SOFTMAX, n, c));
        rule(Op.LogSoftmax.class, (op, n, c) -> Channels.softmax(Channels.LOG_SOFTMAX, n, c));
        rule(Op.LogSoftmaxBackward.class, (op, n, c) -> Channels.softmaxBackward(Channels.LOG_SOFTMAX, n, c));
        rule(Op.Concat.class, (op, n, c) -> Channels.concat(n, c));
        rule(Op.Slice.class, Channels::slice);
        rule(Op.SliceBackward.class, (op, n, c) -> Channels.sliceBackward(op.forward(), n, c));
        rule(
                Op.Activate.class,
                (op, n, c) -> Pointwise.function(Eltwise.of(op.activation()).orElse(Eltwise.IDENTITY), n, c));
        rule(
                Op.ActivateBackward.class,
                (op, n, c) -> Pointwise.gradient(Eltwise.of(op.activation()).orElse(Eltwise.IDENTITY), n.in(1), n, c));
        rule(Op.Affine.class, (op, n, c) -> Pointwise.function(Eltwise.of(op), n, c));
        rule(Op.Unary.class, (op, n, c) -> Pointwise.function(Eltwise.of(op.function()), n, c));
        rule(Op.UnaryBackward.class, (op, n, c) -> {
            Eltwise eltwise = Eltwise.gradientOf(op.function());
            Pointwise.gradient(eltwise, n.in(eltwise.gradientFromResult() ? 2 : 1), n, c);
        });
        rule(Op.Power.class, (op, n, c) -> Pointwise.function(Eltwise.of(op), n, c));
        rule(Op.Clamp.class, (op, n, c) -> Pointwise.function(Eltwise.of(op), n, c));
        rule(Op.ClampBackward.class, (op, n, c) -> Pointwise.gradient(Eltwise.gradientOf(op.forward()), n.in(1), n, c));
        rule(Op.Binary.class, Pointwise::binary);
        rule(Op.Broadcast.class, (op, n, c) -> Pointwise.broadcast(n, c));
        rule(Op.Dropout.class, Dropout::forward);
        rule(Op.BceWithLogits.class, BinaryCrossEntropy::forward);
        rule(Op.BceWithLogitsBackward.class, (op, n, c) -> BinaryCrossEntropy.backward(op.forward(), n, c));
        HostKernels.types().forEach(type -> TABLE.put(type, (op, n, c) -> HostCall.add(n, c)));
    }

    private Kernels() {}

    private static <O extends Op> void rule(Class<O> type, Rule<O> rule) {
        TABLE.put(type, (op, node, compilation) -> rule.add(type.cast(op), node, compilation));
    }

    /** The operations that this backend does not know. */
    static List<String> missing() {
        return TABLE.missing();
    }

    /**
     * Adds the kernels of a node.
     *
     * @throws IllegalStateException for an operation that this backend does not know
     */
    static void add(Node node, Compilation compilation) {
        TABLE.of(node.op()).add(node.op(), node, compilation);
    }
}
