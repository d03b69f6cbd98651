// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

import java.util.Arrays;
import java.util.List;
import org.septum.api.RunFailure;
import org.septum.api.graph.Op;

/** The negative log-likelihood of the target class of each pixel, its gradient, and the weight of each target. */
final class NegativeLogLikelihood {

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

    private NegativeLogLikelihood() {}

    /** log-probabilities, target -> loss of each pixel. */
    static HostKernel forward(Op.Nll op, List<Sizes> inputs, List<Sizes> outputs, Lanes lanes) {
        int channels = inputs.get(0).channels();
        Weighting weighting = new Weighting(op.classWeights(), op.ignoreIndex(), channels);
        return new RowKernel(inputs, outputs, lanes, (first, rows, from, to) -> {
            for (int row = 0; row < rows; row++) {
                int target = (int) from[1][row];
                float weight = weighting.of(target);
                to[0][row] = weight == 0 ? 0 : -weight * from[0][row * channels + target];
            }
        });
    }

    /** dy, target -> the gradient of the log-probabilities. */
    static HostKernel backward(Op.NllBackward op, List<Sizes> inputs, List<Sizes> outputs, Lanes lanes) {
        int channels = op.classes();
        Weighting weighting =
                new Weighting(op.forward().classWeights(), op.forward().ignoreIndex(), channels);
        return new RowKernel(inputs, outputs, lanes, (first, rows, from, to) -> {
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

    /** target -> weight of each pixel. */
    static HostKernel weights(Op.NllWeight op, List<Sizes> inputs, List<Sizes> outputs, Lanes lanes) {
        int known = op.classWeights().isEmpty()
                ? Integer.MAX_VALUE
                : op.classWeights().size();
        Weighting weighting = new Weighting(op.classWeights(), op.ignoreIndex(), known);
        return new RowKernel(inputs, outputs, lanes, (first, rows, from, to) -> {
            for (int row = 0; row < rows; row++) {
                to[0][row] = weighting.of((int) from[0][row]);
            }
        });
    }
}
