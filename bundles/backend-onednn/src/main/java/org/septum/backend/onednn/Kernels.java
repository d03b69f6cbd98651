// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.HashMap;
import java.util.Map;
import org.septum.api.graph.Op;

/** How each operation becomes kernels. */
final class Kernels {

    /** Adds the kernels of one type of operation to a program. */
    @FunctionalInterface
    private interface Rule<O extends Op> {
        void add(O op, Node node, Compilation compilation);
    }

    private static final Map<Class<? extends Op>, Rule<?>> RULES = new HashMap<>();

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
        rule(Op.Sum.class, (op, n, c) -> c.add(new Sums(n, c)));
        rule(Op.RankedSum.class, (op, n, c) -> c.add(new RankedSum(op.roles(), n, c)));
        rule(Op.SignedDistance.class, (op, n, c) -> c.add(new SignedDistance(n, c)));
        rule(Op.Dropout.class, Dropout::forward);
        rule(Op.BceWithLogits.class, Losses::bce);
        rule(Op.BceWithLogitsBackward.class, (op, n, c) -> Losses.bceBackward(op.forward(), n, c));
        rule(Op.Nll.class, Losses::nll);
        rule(Op.NllBackward.class, Losses::nllBackward);
        rule(Op.NllWeight.class, Losses::nllWeight);
    }

    private Kernels() {}

    private static <O extends Op> void rule(Class<O> type, Rule<O> rule) {
        RULES.put(type, rule);
    }

    /**
     * Adds the kernels of a node.
     *
     * @throws IllegalStateException for an operation that this backend does not know
     */
    static void add(Node node, Compilation compilation) {
        add(node.op().getClass(), node, compilation);
    }

    private static <O extends Op> void add(Class<O> type, Node node, Compilation compilation) {
        @SuppressWarnings("unchecked") // rule() stores under each type a rule of that type
        Rule<O> rule = (Rule<O>) RULES.get(type);
        if (rule == null) {
            throw new IllegalStateException("the backend onednn does not know the operation "
                    + node.op().label() + "; the backend nd4j may: runtime.backend: nd4j");
        }
        rule.add(type.cast(node.op()), node, compilation);
    }

    /** Whether the first result may be written over the first input: each element depends on the same element only. */
    static boolean worksInPlace(Op op) {
        return op instanceof Op.Activate
                || op instanceof Op.ActivateBackward
                || op instanceof Op.Affine
                || op instanceof Op.Binary
                || op instanceof Op.Clamp
                || op instanceof Op.Power
                || op instanceof Op.Unary;
    }
}
