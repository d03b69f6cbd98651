// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.rewrite;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.septum.api.graph.MatrixProduct;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.backend.onednn.library.Element;

/**
 * Decides which arrays are stored in bfloat16 when a session mixes precisions: activations on their way to another
 * convolution, normalization, pooling or upsampling, and their gradients. What comes after the last of them - logits,
 * losses - stays in float32, and so do parameters, statistics, inputs and outputs.
 */
public final class Precision {

    private final Set<Array> deep = new HashSet<>();

    private Precision() {}

    public static void mix(Flow flow) {
        Precision precision = new Precision();
        List<Node> nodes = flow.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            precision.lookAhead(nodes.get(i));
        }
        nodes.forEach(precision::decide);
    }

    /** Marks the inputs of operations that are computed in bfloat16, and what they are made from. */
    private void lookAhead(Node node) {
        boolean handsOn = (carries(node.op()) || resamples(node.op()))
                && deep.contains(node.out(0).array());
        if (node.phase() == Plan.Phase.FORWARD && (computes(node.op()) || handsOn)) {
            node.in().forEach(operand -> deep.add(operand.array()));
        }
    }

    private void decide(Node node) {
        Op op = node.op();
        Operand first = node.out(0);
        boolean small;
        boolean forward = node.phase() == Plan.Phase.FORWARD;
        if (op instanceof Op.Conv2d || op instanceof Op.TransposedConv2d || resamples(op) && forward) {
            small = deep.contains(first.array());
        } else if (op instanceof MatrixProduct.PixelSums) {
            small = !forward || deep.contains(first.array());
        } else if (op instanceof MatrixProduct.PixelProducts) {
            small = false; // the softmax that reads them, or their gradient, is computed in float32
        } else if (resamples(op)) {
            small = node.in(0).array().element() == Element.BFLOAT16;
        } else {
            small = computes(op) || computesGradient(op) || carries(op) && readsBfloat16(node, first);
        }
        if (small) {
            node.out().stream()
                    .filter(out -> out == first || op instanceof Op.Conv2dBackwardInput)
                    .map(Operand::array)
                    .filter(array -> array.isInArena() && !array.isPinned())
                    .forEach(array -> array.store(Element.BFLOAT16));
        }
    }

    private static boolean readsBfloat16(Node node, Operand result) {
        return node.in().stream()
                .filter(in -> node.op() instanceof Op.Concat
                        || node.op() instanceof Op.PixelShuffle
                        || node.op() instanceof Op.PixelShuffleBackward
                        || node.op() instanceof Op.Slice
                        || node.op() instanceof Op.SliceBackward
                        || in.dimensions().equals(result.dimensions()))
                .anyMatch(in -> in.array().element() == Element.BFLOAT16);
    }

    private static boolean computes(Op op) {
        return op instanceof Op.Conv2d
                || op instanceof Op.TransposedConv2d
                || op instanceof MatrixProduct.PixelProducts
                || op instanceof MatrixProduct.PixelSums
                || op instanceof Op.BatchNorm
                || op instanceof Op.GroupNorm
                || op instanceof Op.MaxPool2d;
    }

    private static boolean computesGradient(Op op) {
        return op instanceof Op.Conv2dBackwardInput
                || op instanceof Op.TransposedConv2dBackwardInput
                || op instanceof Op.BatchNormBackward
                || op instanceof Op.GroupNormBackward
                || op instanceof Op.MaxPool2dBackward;
    }

    /** Upsampling and, as its gradient, the averages of squares: between layers in bfloat16, of logits in float32. */
    private static boolean resamples(Op op) {
        return op instanceof Op.Upsample || op instanceof Op.UpsampleBackward;
    }

    /** Operations whose result is as precise as what they read. */
    private static boolean carries(Op op) {
        return op instanceof Op.Activate
                || op instanceof Op.ActivateBackward
                || op instanceof Op.Affine
                || op instanceof Op.Binary
                || op instanceof Op.Concat
                || op instanceof Op.Dropout
                || op instanceof Op.PixelShuffle
                || op instanceof Op.PixelShuffleBackward
                || op instanceof Op.Slice
                || op instanceof Op.SliceBackward
                || op instanceof Op.Unary unary && isActivation(unary.function())
                || op instanceof Op.UnaryBackward backward && isActivation(backward.function());
    }

    private static boolean isActivation(Op.Unary.Function function) {
        return function == Op.Unary.Function.GELU || function == Op.Unary.Function.SILU;
    }
}
