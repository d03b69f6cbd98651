// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.Arrays;
import java.util.List;
import org.septum.api.RunFailure;
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

    /** logits, target -> loss. */
    static void bce(Op.BceWithLogits op, Node node, Compilation compilation) {
        int channels = node.out(0).channels();
        double positive = op.positiveWeight();
        add(node, compilation, (first, rows, from, to) -> {
            for (int i = 0; i < rows * channels; i++) {
                double x = from[0][i];
                double t = from[1][i];
                // -log sigmoid(x), without overflow of the exponential.
                double minusLog = Math.log(1 + Math.exp(-Math.abs(x))) + Math.max(-x, 0);
                to[0][i] = (float) (positive * t * minusLog + (1 - t) * (x + minusLog));
            }
        });
    }

    /** dy, logits, target -> dlogits. */
    static void bceBackward(Op.BceWithLogits op, Node node, Compilation compilation) {
        int channels = node.out(0).channels();
        double positive = op.positiveWeight();
        add(node, compilation, (first, rows, from, to) -> {
            for (int i = 0; i < rows * channels; i++) {
                double t = from[2][i];
                double negative = 1 / (1 + Math.exp(from[1][i]));
                to[0][i] = from[0][i] * (float) (1 - t - (1 + (positive - 1) * t) * negative);
            }
        });
    }

    private static void add(Node node, Compilation compilation, RowKernel.Function function) {
        compilation.add(new RowKernel(node.in(), node.out(), compilation, function));
    }
}
