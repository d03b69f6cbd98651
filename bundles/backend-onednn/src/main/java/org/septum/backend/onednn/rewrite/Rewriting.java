// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;

/**
 * Saves passes over the memory.
 *
 * <ul>
 *   <li>A concatenation read by convolutions of a single group alone is never made: the convolution of the whole is the sum of the
 *       convolutions of the parts, and its gradients are those of the parts.
 *   <li>In evaluation a batch normalization becomes a part of the convolution before it: both are linear.
 * </ul>
 */
public final class Rewriting {

    private final Flow flow;

    private Rewriting(Flow flow) {
        this.flow = flow;
    }

    public static void apply(Flow flow) {
        Rewriting rewriting = new Rewriting(flow);
        for (Node node : List.copyOf(flow.nodes())) {
            if (node.op() instanceof Op.Concat) {
                rewriting.splitConcat(node);
            } else if (node.op() instanceof Op.Conv2dBackwardInput backward
                    && backward.forward().groups() == 1) {
                rewriting.splitGradient(node);
            }
        }
        for (Node node : List.copyOf(flow.nodes())) {
            if (node.op() instanceof Op.BatchNorm norm && norm.mode() == Mode.EVALUATION) {
                rewriting.fold(node);
            }
        }
    }

    private void splitConcat(Node concat) {
        Array whole = concat.out(0).array();
        List<Node> readers = flow.readers(whole);
        boolean onlyConvolved = readers.stream()
                .allMatch(reader -> convolvesAll(reader.op()) && reader.in(0).array() == whole);
        if (whole.isPinned() || readers.isEmpty() || !onlyConvolved) {
            return;
        }
        readers.forEach(reader -> reader.replaceFirst(concat.in()));
        flow.nodes().remove(concat);
    }

    /** Whether it is a convolution, or its gradient of the weights, in which every output channel reads every input channel. */
    private static boolean convolvesAll(Op op) {
        return op instanceof Op.Conv2d convolution && convolution.groups() == 1
                || op instanceof Op.Conv2dBackwardWeights backward
                        && backward.forward().groups() == 1;
    }

    /** The gradient of a concatenation is only cut into its parts: they are computed one by one instead. */
    private void splitGradient(Node gradient) {
        Array whole = gradient.out(0).array();
        List<Node> readers = flow.readers(whole);
        boolean onlyCut = readers.stream().allMatch(reader -> reader.op() instanceof Op.Slice);
        if (whole.isPinned() || readers.isEmpty() || !onlyCut) {
            return;
        }
        List<Operand> parts = new ArrayList<>();
        Map<Operand, Integer> from = new HashMap<>();
        for (Node cut : readers) {
            parts.add(cut.out(0));
            from.put(cut.out(0), ((Op.Slice) cut.op()).from());
        }
        gradient.replaceOutputs(parts, parts.stream().map(from::get).toList());
        flow.nodes().removeAll(readers);
    }

    private void fold(Node normalization) {
        Array x = normalization.in(0).array();
        Node convolution = flow.nodes().stream()
                .filter(node -> node.out().get(0).array() == x)
                .findFirst()
                .orElse(null);
        if (convolution != null
                && convolution.op() instanceof Op.Conv2d
                && convolution.normalization() == null
                && !x.isPinned()
                && flow.uses(x) == 1) {
            convolution.takeOver(normalization);
            flow.nodes().remove(normalization);
        }
    }
}
