// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.phantom;

import java.util.SplittableRandom;

/**
 * How bright a patient's tissues are, and what the scanner adds. Signals are relative to the brightest blood, which
 * mimics balanced steady-state cine images: blood and fat bright, muscle and liver grey, lung and air dark. The ranges of
 * blood and fat overlap, and so do those of myocardium, liver, skeletal muscle and spine, so that no threshold finds the
 * heart.
 *
 * @param blur weight of each neighbour in the three-point smoothing along rows and along columns
 * @param noise standard deviation of the noise in each of the two receiver channels
 * @param bias coefficients of x, y, x squared, x y and y squared in the receiver's sensitivity, for x and y that reach
 *     from -1 to 1 in the image
 * @param gain the factor from signal to stored intensity
 */
record Appearance(
        double blood,
        double myocardium,
        double fat,
        double liver,
        double muscle,
        double spine,
        double lung,
        double blur,
        double noise,
        double[] bias,
        double gain) {

    static Appearance draw(SplittableRandom random, double noise) {
        double blood = random.nextDouble(0.72, 1);
        double[] bias = new double[5];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = random.nextDouble(-0.22, 0.22);
        }
        return new Appearance(
                blood,
                blood * random.nextDouble(0.3, 0.55),
                random.nextDouble(0.65, 1.05),
                random.nextDouble(0.25, 0.55),
                random.nextDouble(0.2, 0.4),
                random.nextDouble(0.3, 0.6),
                random.nextDouble(0.04, 0.12),
                random.nextDouble(0.05, 0.22),
                noise * random.nextDouble(0.6, 1.4),
                bias,
                random.nextDouble(0.6, 0.95));
    }

    /** The receiver's sensitivity at a place, for u and v from -1 to 1. */
    double sensitivity(double u, double v) {
        return 1 + bias[0] * u + bias[1] * v + bias[2] * u * u + bias[3] * u * v + bias[4] * v * v;
    }
}
