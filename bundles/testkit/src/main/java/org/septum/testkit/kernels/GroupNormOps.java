// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import org.septum.api.graph.Op;

/** Group and instance normalization. In reference order the elements of a sample's group follow one another. */
final class GroupNormOps {

    private GroupNormOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.GroupNorm.class, GroupNormOps::forward);
        kernels.add(Op.GroupNormBackward.class, GroupNormOps::backward);
    }

    private static void forward(Op.GroupNorm op, Operands operands) {
        Array x = operands.in(0);
        Array scale = operands.in(1);
        Array shift = operands.in(2);
        Array y = operands.out(0);
        Array mean = operands.out(1);
        Array inverseDeviation = operands.out(2);
        int count = x.elements() / mean.elements();
        for (int group = 0; group < mean.elements(); group++) {
            int first = group * count;
            double sum = 0;
            for (int i = first; i < first + count; i++) {
                sum += x.get(i);
            }
            double squares = 0;
            for (int i = first; i < first + count; i++) {
                squares += Math.pow(x.get(i) - sum / count, 2);
            }
            mean.set(group, sum / count);
            inverseDeviation.set(group, 1 / Math.sqrt(squares / count + op.epsilon()));
        }
        y.setAll(i -> {
            double normalized = (x.get(i) - mean.get(i / count)) * inverseDeviation.get(i / count);
            return scale.get(x.channel(i)) * normalized + shift.get(x.channel(i));
        });
    }

    private static void backward(Op.GroupNormBackward op, Operands operands) {
        Array dy = operands.in(0);
        Array x = operands.in(1);
        Array scale = operands.in(2);
        Array mean = operands.in(3);
        Array inverseDeviation = operands.in(4);
        Array dx = operands.out(0);
        Array dscale = operands.out(1);
        Array dshift = operands.out(2);
        int count = x.elements() / mean.elements();
        dscale.fill(0);
        dshift.fill(0);
        double[] sums = new double[mean.elements()];
        double[] products = new double[mean.elements()];
        for (int i = 0; i < x.elements(); i++) {
            double normalized = (x.get(i) - mean.get(i / count)) * inverseDeviation.get(i / count);
            int channel = x.channel(i);
            dscale.add(channel, dy.get(i) * normalized);
            dshift.add(channel, dy.get(i));
            sums[i / count] += dy.get(i) * scale.get(channel);
            products[i / count] += dy.get(i) * scale.get(channel) * normalized;
        }
        dx.setAll(i -> {
            int group = i / count;
            double normalized = (x.get(i) - mean.get(group)) * inverseDeviation.get(group);
            double centred = dy.get(i) * scale.get(x.channel(i)) - (sums[group] + normalized * products[group]) / count;
            return inverseDeviation.get(group) * centred;
        });
    }
}
