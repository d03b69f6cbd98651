// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.normalization;

import org.septum.api.graph.Op;
import org.septum.backend.common.kernels.Floats;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/** What follows from a batch's statistics: the inverse deviation of each channel, and the new running statistics. */
final class RunningStatistics {

    private RunningStatistics() {}

    /** variance -> inverse deviation, running mean, running variance; the mean is there. */
    static void update(Op.BatchNorm op, Node node, Place variance, Compilation compilation) {
        Operand x = node.in(0);
        double pixels = x.pixels();
        double momentum = op.momentum();
        Place mean = compilation.place(node.out(1));
        Place inverse = compilation.place(node.out(2));
        Place runningMean = compilation.place(node.in(3));
        Place runningVariance = compilation.place(node.in(4));
        compilation.add(step -> {
            Floats variances = variance.floats(x.channels());
            Floats means = mean.floats(x.channels());
            Floats inverses = inverse.floats(x.channels());
            Floats runningMeans = runningMean.floats(x.channels());
            Floats runningVariances = runningVariance.floats(x.channels());
            for (int c = 0; c < x.channels(); c++) {
                double biased = variances.get(c);
                inverses.put(c, (float) (1 / Math.sqrt(biased + op.epsilon())));
                runningMeans.put(c, (float) ((1 - momentum) * runningMeans.get(c) + momentum * means.get(c)));
                double unbiased = biased * pixels / (pixels - 1);
                runningVariances.put(c, (float) ((1 - momentum) * runningVariances.get(c) + momentum * unbiased));
            }
        });
    }

    /** The variances from the inverse deviations: the primitive of the gradient asks for them. */
    static void variances(Place inverseDeviation, Place variance, int channels, double epsilon) {
        Floats from = inverseDeviation.floats(channels);
        Floats to = variance.floats(channels);
        for (int c = 0; c < channels; c++) {
            double inverse = from.get(c);
            to.put(c, (float) (1 / (inverse * inverse) - epsilon));
        }
    }
}
