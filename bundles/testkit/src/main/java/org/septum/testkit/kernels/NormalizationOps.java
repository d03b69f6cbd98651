// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import org.septum.api.graph.Activation;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;

/** Batch normalization with its activation. */
final class NormalizationOps {

    private NormalizationOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.BatchNorm.class, NormalizationOps::forward);
        kernels.add(Op.BatchNormBackward.class, NormalizationOps::backward);
    }

    private static void forward(Op.BatchNorm op, Operands operands) {
        Array x = operands.in(0);
        Array scale = operands.in(1);
        Array shift = operands.in(2);
        Array runningMean = operands.in(3);
        Array runningVariance = operands.in(4);
        Array y = operands.out(0);
        int channels = x.size(1);
        double[] mean = new double[channels];
        double[] inverseDeviation = new double[channels];
        if (op.mode() == Mode.TRAINING) {
            int count = x.elements() / channels;
            double[] variance = statistics(x, mean);
            for (int c = 0; c < channels; c++) {
                inverseDeviation[c] = 1 / Math.sqrt(variance[c] + op.epsilon());
                operands.out(1).set(c, mean[c]);
                operands.out(2).set(c, inverseDeviation[c]);
                double unbiased = variance[c] * count / (count - 1);
                runningMean.set(c, (1 - op.momentum()) * runningMean.get(c) + op.momentum() * mean[c]);
                runningVariance.set(c, (1 - op.momentum()) * runningVariance.get(c) + op.momentum() * unbiased);
            }
        } else {
            for (int c = 0; c < channels; c++) {
                mean[c] = runningMean.get(c);
                inverseDeviation[c] = 1 / Math.sqrt(runningVariance.get(c) + op.epsilon());
            }
        }
        y.setAll(i -> {
            int c = x.channel(i);
            double normalized = (x.get(i) - mean[c]) * inverseDeviation[c];
            return ActivationOps.value(op.activation(), scale.get(c) * normalized + shift.get(c));
        });
    }

    private static void backward(Op.BatchNormBackward op, Operands operands) {
        Array dy = operands.in(0);
        Array x = operands.in(1);
        Array y = operands.in(2);
        Array scale = operands.in(3);
        Array mean = operands.in(4);
        Array inverseDeviation = operands.in(5);
        Array dx = operands.out(0);
        Array dscale = operands.out(1);
        Array dshift = operands.out(2);
        Activation activation = op.forward().activation();
        int count = x.elements() / x.size(1);
        dscale.fill(0);
        dshift.fill(0);
        for (int i = 0; i < x.elements(); i++) {
            int c = x.channel(i);
            double before = dy.get(i) * ActivationOps.slope(activation, y.get(i));
            dscale.add(c, before * (x.get(i) - mean.get(c)) * inverseDeviation.get(c));
            dshift.add(c, before);
        }
        dx.setAll(i -> {
            int c = x.channel(i);
            double before = dy.get(i) * ActivationOps.slope(activation, y.get(i));
            double normalized = (x.get(i) - mean.get(c)) * inverseDeviation.get(c);
            double centred = before - dshift.get(c) / count - normalized * dscale.get(c) / count;
            return scale.get(c) * inverseDeviation.get(c) * centred;
        });
    }

    /** Writes each channel's mean and returns its biased variance. */
    private static double[] statistics(Array x, double[] mean) {
        int count = x.elements() / x.size(1);
        double[] variance = new double[mean.length];
        for (int i = 0; i < x.elements(); i++) {
            mean[x.channel(i)] += x.get(i) / count;
        }
        for (int i = 0; i < x.elements(); i++) {
            variance[x.channel(i)] += Math.pow(x.get(i) - mean[x.channel(i)], 2) / count;
        }
        return variance;
    }
}
