// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.phantom;

import java.util.SplittableRandom;

/** A random function of the place, between -1 and 1, that varies over a given length: the uneven signal of a tissue. */
final class SmoothField {

    private static final int NODES = 32;

    private final double[] nodes = new double[NODES * NODES];
    private final double perMillimetre;

    /**
     * @param length the distance in mm over which values are unrelated; the field repeats after 32 times that
     */
    SmoothField(SplittableRandom random, double length) {
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = random.nextDouble(-1, 1);
        }
        perMillimetre = 1 / length;
    }

    /** The value at a place in mm. */
    double at(double x, double y) {
        double column = x * perMillimetre;
        double row = y * perMillimetre;
        double left = Math.floor(column);
        double top = Math.floor(row);
        double u = ease(column - left);
        double v = ease(row - top);
        int i = (int) left & (NODES - 1);
        int j = (int) top & (NODES - 1);
        int right = (i + 1) & (NODES - 1);
        int below = (j + 1) & (NODES - 1);
        double upper = nodes[j * NODES + i] * (1 - u) + nodes[j * NODES + right] * u;
        double lower = nodes[below * NODES + i] * (1 - u) + nodes[below * NODES + right] * u;
        return upper * (1 - v) + lower * v;
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }
}
