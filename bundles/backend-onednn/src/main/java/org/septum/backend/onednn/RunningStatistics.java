// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import org.septum.api.graph.Op;

/** What follows from a batch's statistics: the inverse deviation of each channel, and the new running statistics. */
final class RunningStatistics implements Kernel {

    private final Op.BatchNorm op;
    private final int channels;
    private final double pixels;
    private final Place[] places;
    private Floats variance;
    private Floats mean;
    private Floats inverseDeviation;
    private Floats runningMean;
    private Floats runningVariance;

    RunningStatistics(Op.BatchNorm op, Node node, Place variance, Compilation compilation) {
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
        variance = new Floats(places[0].address(), channels);
        mean = new Floats(places[1].address(), channels);
        inverseDeviation = new Floats(places[2].address(), channels);
        runningMean = new Floats(places[3].address(), channels);
        runningVariance = new Floats(places[4].address(), channels);
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
    static void variances(Place inverseDeviation, Place variance, int channels, double epsilon) {
        Floats from = new Floats(inverseDeviation.address(), channels);
        Floats to = new Floats(variance.address(), channels);
        for (int c = 0; c < channels; c++) {
            double inverse = from.get(c);
            to.put(c, (float) (1 / (inverse * inverse) - epsilon));
        }
    }
}
