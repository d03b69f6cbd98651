// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.Arrays;
import java.util.List;
import org.septum.api.RunFailure;
import org.septum.api.graph.Op;
import org.septum.api.plan.Value;

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
    static Kernel forward(Op.Nll op, Value logProbabilities, Value target, Value loss, Bindings bindings) {
        int channels = Sizes.of(logProbabilities).channels();
        Weighting weighting = new Weighting(op.classWeights(), op.ignoreIndex(), channels);
        Memory probabilities = bindings.memory(logProbabilities);
        Memory targets = bindings.memory(target);
        Memory losses = bindings.memory(loss);
        Rows rows = Rows.of(Sizes.of(logProbabilities).pixels(), channels);
        Lanes lanes = bindings.lanes();
        return step -> lanes.run(rows.parts(), (part, workspace) -> {
            float[] values = workspace.array(0, rows.largest());
            float[] classes = workspace.array(1, rows.rowsPerPart());
            int first = rows.firstRow(part);
            int count = rows.rowsOf(part);
            probabilities.get(first * channels, values, count * channels);
            targets.get(first, classes, count);
            for (int row = 0; row < count; row++) {
                int index = (int) classes[row];
                float weight = weighting.of(index);
                classes[row] = weight == 0 ? 0 : -weight * values[row * channels + index];
            }
            losses.put(first, classes, count);
        });
    }

    /** dy, target -> the gradient of the log-probabilities. */
    static Kernel backward(Op.NllBackward op, Value dy, Value target, Value result, Bindings bindings) {
        int channels = op.classes();
        Weighting weighting =
                new Weighting(op.forward().classWeights(), op.forward().ignoreIndex(), channels);
        Memory gradients = bindings.memory(dy);
        Memory targets = bindings.memory(target);
        Memory results = bindings.memory(result);
        Rows rows = Rows.of(Sizes.of(result).pixels(), channels);
        Lanes lanes = bindings.lanes();
        return step -> lanes.run(rows.parts(), (part, workspace) -> {
            float[] values = workspace.array(0, rows.largest());
            float[] classes = workspace.array(1, rows.rowsPerPart());
            float[] gradient = workspace.array(2, rows.rowsPerPart());
            int first = rows.firstRow(part);
            int count = rows.rowsOf(part);
            targets.get(first, classes, count);
            gradients.get(first, gradient, count);
            Arrays.fill(values, 0, count * channels, 0);
            for (int row = 0; row < count; row++) {
                int index = (int) classes[row];
                float weight = weighting.of(index);
                if (weight != 0) {
                    values[row * channels + index] = -weight * gradient[row];
                }
            }
            results.put(first * channels, values, count * channels);
        });
    }

    /** target -> weight of each pixel. */
    static Kernel weights(Op.NllWeight op, Value target, Value result, Bindings bindings) {
        int known = op.classWeights().isEmpty()
                ? Integer.MAX_VALUE
                : op.classWeights().size();
        Weighting weighting = new Weighting(op.classWeights(), op.ignoreIndex(), known);
        return new Elementwise(List.of(target), result, bindings, (arrays, length) -> {
            float[] values = arrays[0];
            for (int i = 0; i < length; i++) {
                values[i] = weighting.of((int) values[i]);
            }
        });
    }
}
