// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import java.util.List;
import org.septum.api.graph.Op;

/** The losses of single pixels. */
final class LossOps {

    private LossOps() {}

    static void addTo(Kernels kernels) {
        kernels.addElementwise(Op.BceWithLogits.class, (op, in) -> bce(in[0], in[1], op.positiveWeight()));
        kernels.addElementwise(
                Op.BceWithLogitsBackward.class,
                (op, in) -> in[0] * bceSlope(in[1], in[2], op.forward().positiveWeight()));
        kernels.add(Op.Nll.class, LossOps::nll);
        kernels.add(Op.NllBackward.class, LossOps::nllBackward);
        kernels.addElementwise(
                Op.NllWeight.class, (op, in) -> weight(op.classWeights(), op.ignoreIndex(), (int) Math.rint(in[0])));
    }

    private static double bce(double logit, double target, double positiveWeight) {
        // -log sigmoid(logit), without overflow of the exponential.
        double minusLog = Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(-logit, 0);
        return positiveWeight * target * minusLog + (1 - target) * (logit + minusLog);
    }

    private static double bceSlope(double logit, double target, double positiveWeight) {
        double probability = ActivationOps.sigmoid(logit);
        return (1 - target) * probability - positiveWeight * target * (1 - probability);
    }

    private static void nll(Op.Nll op, Operands operands) {
        Array logProbabilities = operands.in(0);
        Array target = operands.in(1);
        int plane = target.size(2) * target.size(3);
        int classes = logProbabilities.size(1);
        operands.out().setAll(i -> {
            int label = (int) Math.rint(target.get(i));
            double weight = weight(op.classWeights(), op.ignoreIndex(), label);
            return weight == 0 ? 0 : -weight * logProbabilities.get(place(i, label, classes, plane));
        });
    }

    private static void nllBackward(Op.NllBackward op, Operands operands) {
        Array dy = operands.in(0);
        Array target = operands.in(1);
        Array gradient = operands.out();
        int plane = target.size(2) * target.size(3);
        gradient.fill(0);
        for (int i = 0; i < target.elements(); i++) {
            int label = (int) Math.rint(target.get(i));
            double weight = weight(op.forward().classWeights(), op.forward().ignoreIndex(), label);
            if (weight != 0) {
                gradient.set(place(i, label, op.classes(), plane), -weight * dy.get(i));
            }
        }
    }

    private static double weight(List<Double> classWeights, int ignoreIndex, int label) {
        if (label == ignoreIndex) {
            return 0;
        }
        return classWeights.isEmpty() ? 1 : classWeights.get(label);
    }

    /** Where the target class of the i-th pixel lies among the log-probabilities. */
    private static int place(int pixel, int label, int classes, int plane) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("class " + label + " of a target is not one of " + classes + " classes");
        }
        return (pixel / plane * classes + label) * plane + pixel % plane;
    }
}
