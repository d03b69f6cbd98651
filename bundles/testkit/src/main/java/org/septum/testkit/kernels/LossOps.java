// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import java.util.List;
import org.septum.api.graph.Op;

/** The losses of single pixels. */
final class LossOps {

    private LossOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.BceWithLogits.class, LossOps::bce);
        kernels.add(Op.BceWithLogitsBackward.class, LossOps::bceBackward);
        kernels.add(Op.Nll.class, LossOps::nll);
        kernels.add(Op.NllBackward.class, LossOps::nllBackward);
        kernels.add(Op.NllWeight.class, (op, operands) -> {
            Array target = operands.in(0);
            PointwiseOps.each(
                    operands.out(), i -> weight(op.classWeights(), op.ignoreIndex(), (int) Math.rint(target.get(i))));
        });
    }

    private static void bce(Op.BceWithLogits op, Operands operands) {
        Array logits = operands.in(0);
        Array target = operands.in(1);
        PointwiseOps.each(operands.out(), i -> {
            double x = logits.get(i);
            double t = target.get(i);
            // -log sigmoid(x), without overflow of the exponential.
            double minusLog = Math.log1p(Math.exp(-Math.abs(x))) + Math.max(-x, 0);
            return op.positiveWeight() * t * minusLog + (1 - t) * (x + minusLog);
        });
    }

    private static void bceBackward(Op.BceWithLogitsBackward op, Operands operands) {
        Array dy = operands.in(0);
        Array logits = operands.in(1);
        Array target = operands.in(2);
        double positiveWeight = op.forward().positiveWeight();
        PointwiseOps.each(operands.out(), i -> {
            double t = target.get(i);
            double probability = ActivationOps.sigmoid(logits.get(i));
            return dy.get(i) * ((1 - t) * probability - positiveWeight * t * (1 - probability));
        });
    }

    private static void nll(Op.Nll op, Operands operands) {
        Array logProbabilities = operands.in(0);
        Array target = operands.in(1);
        int plane = target.size(2) * target.size(3);
        int classes = logProbabilities.size(1);
        PointwiseOps.each(operands.out(), i -> {
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
