// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.septum.api.RunFailure;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Op;

/** The losses of single pixels and their gradients, computed in float32 from float32 logits. */
final class Losses {

    /**
     * The weight of a target class; 0 for the ignored one.
     *
     * @param classes how many there are
     */
    private record Weighting(List<Double> weights, int ignoreIndex, int classes) {

        float of(int target) {
            if (target == ignoreIndex) {
                return 0;
            }
            if (target < 0 || target >= classes) {
                throw new RunFailure("a target holds class " + target + ", but there are only " + classes
                        + " classes, counted from 0; only the ignored class (" + ignoreIndex + ") may lie outside");
            }
            return weights.isEmpty() ? 1 : weights.get(target).floatValue();
        }
    }

    private Losses() {}

    /** log-probabilities, target -> loss. */
    static void nll(Op.Nll op, Node node, Compilation compilation) {
        int channels = node.in(0).channels();
        Weighting weighting = new Weighting(op.classWeights(), op.ignoreIndex(), channels);
        add(node, compilation, (first, rows, from, to) -> {
            for (int row = 0; row < rows; row++) {
                int target = (int) from[1][row];
                float weight = weighting.of(target);
                to[0][row] = weight == 0 ? 0 : -weight * from[0][row * channels + target];
            }
        });
    }

    /** dy, target -> d log-probabilities. */
    static void nllBackward(Op.NllBackward op, Node node, Compilation compilation) {
        int channels = op.classes();
        Weighting weighting =
                new Weighting(op.forward().classWeights(), op.forward().ignoreIndex(), channels);
        add(node, compilation, (first, rows, from, to) -> {
            Arrays.fill(to[0], 0, rows * channels, 0);
            for (int row = 0; row < rows; row++) {
                int target = (int) from[1][row];
                float weight = weighting.of(target);
                if (weight != 0) {
                    to[0][row * channels + target] = -weight * from[0][row];
                }
            }
        });
    }

    /** target -> weight. */
    static void nllWeight(Op.NllWeight op, Node node, Compilation compilation) {
        int known = op.classWeights().isEmpty()
                ? Integer.MAX_VALUE
                : op.classWeights().size();
        Weighting weighting = new Weighting(op.classWeights(), op.ignoreIndex(), known);
        add(node, compilation, (first, rows, from, to) -> {
            for (int row = 0; row < rows; row++) {
                to[0][row] = weighting.of((int) from[0][row]);
            }
        });
    }

    /**
     * logits, target -> loss: with s = log(1 + exp(-|x|)), which cannot overflow, log sigmoid(x) is min(x, 0) - s. The
     * primitive computes s from |x| with the opposite sign.
     */
    static void bce(Op.BceWithLogits op, Node node, Compilation compilation) {
        Operand logits = node.in(0);
        int channels = logits.channels();
        float positive = (float) op.positiveWeight();
        memory.desc layout = Layout.vector(logits.elements(), Element.FLOAT32);
        Place minusS = compilation.scratch(logits.elements() * Float.BYTES);
        Eltwise.ABSOLUTE.forward(layout, compilation.as(Element.FLOAT32, logits), minusS, compilation);
        Eltwise.MINUS_SOFTPLUS_OF_MINUS.forward(layout, minusS, minusS, compilation);
        RowKernel.Function combine = (first, rows, from, to) -> {
            float[] x = from[0];
            float[] t = from[1];
            float[] soft = from[2];
            float[] loss = to[0];
            for (int i = 0; i < rows * channels; i++) {
                float negative = Math.max(x[i], 0) - soft[i];
                loss[i] = positive * t[i] * (Math.max(-x[i], 0) - soft[i]) + (1 - t[i]) * negative;
            }
        };
        compilation.add(new RowKernel(node.in(), List.of(minusS), node.out(), compilation, combine));
    }

    /** dy, logits, target -> dlogits. */
    static void bceBackward(Op.BceWithLogits op, Node node, Compilation compilation) {
        Operand logits = node.in(1);
        int channels = logits.channels();
        float positive = (float) op.positiveWeight();
        Place sigmoid = compilation.scratch(logits.elements() * Float.BYTES);
        Eltwise.of(Activation.SIGMOID)
                .orElseThrow()
                .forward(
                        Layout.vector(logits.elements(), Element.FLOAT32),
                        compilation.as(Element.FLOAT32, logits),
                        sigmoid,
                        compilation);
        RowKernel.Function combine = (first, rows, from, to) -> {
            float[] dy = from[0];
            float[] t = from[2];
            float[] p = from[3];
            float[] dlogits = to[0];
            for (int i = 0; i < rows * channels; i++) {
                dlogits[i] = dy[i] * ((1 - t[i]) * p[i] - positive * t[i] * (1 - p[i]));
            }
        };
        compilation.add(new RowKernel(node.in(), List.of(sigmoid), node.out(), compilation, combine));
    }

    private static void add(Node node, Compilation compilation, RowKernel.Function function) {
        compilation.add(new RowKernel(node.in(), List.of(), node.out(), compilation, function));
    }
}
