// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.normalization;

import org.septum.api.graph.Op;
import org.septum.backend.common.kernels.Floats;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.compile.Kernel;
import org.septum.backend.onednn.library.Address;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Node;

/** What follows from a batch's statistics: the inverse deviation of each channel, and the new running statistics. */
public final class RunningStatistics implements Kernel {

    private final Op.BatchNorm op;
    private final int channels;
    private final double pixels;
    private final Place[] places;
    private Floats variance;
    private Floats mean;
    private Floats inverseDeviation;
    private Floats runningMean;
    private Floats runningVariance;

    public RunningStatistics(Op.BatchNorm op, Node node, Place variance, Compilation compilation) {
        this.op = op;
        this.channels = node.in(0).channels();
        this.pixels = node.in(0).pixels();
        this.places = new Place[] {
            variance,
            compilation.place(node.out(1)),
            compilation.place(node.out(2)),
            compilation.place(node.in(3)),
            compilation.place(node.in(4))
        };
    }

    @Override
    public void bind() {
        variance = Address.floats(places[0].address(), channels);
        mean = Address.floats(places[1].address(), channels);
        inverseDeviation = Address.floats(places[2].address(), channels);
        runningMean = Address.floats(places[3].address(), channels);
        runningVariance = Address.floats(places[4].address(), channels);
    }

    @Override
    public void run(long step) {
        double momentum = op.momentum();
        for (int c = 0; c < channels; c++) {
            double biased = variance.get(c);
            inverseDeviation.put(c, (float) (1 / Math.sqrt(biased + op.epsilon())));
            runningMean.put(c, (float) ((1 - momentum) * runningMean.get(c) + momentum * mean.get(c)));
            double unbiased = biased * pixels / (pixels - 1);
            runningVariance.put(c, (float) ((1 - momentum) * runningVariance.get(c) + momentum * unbiased));
        }
    }

    /** The variances from the inverse deviations: the primitive of the gradient asks for them. */
    public static void variances(Place inverseDeviation, Place variance, int channels, double epsilon) {
        Floats from = Address.floats(inverseDeviation.address(), channels);
        Floats to = Address.floats(variance.address(), channels);
        for (int c = 0; c < channels; c++) {
            double inverse = from.get(c);
            to.put(c, (float) (1 / (inverse * inverse) - epsilon));
        }
    }
}
