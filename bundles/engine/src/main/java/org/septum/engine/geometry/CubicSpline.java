// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

/**
 * A channel as a cubic B-spline through all of its pixels, as SciPy's {@code map_coordinates} and {@code zoom} of order 3 with
 * {@code mode="nearest"}: beyond the outermost centres the edge goes on. M. Unser, "Splines: A Perfect Fit for Signal and Image
 * Processing", IEEE Signal Processing Magazine, 1999.
 */
final class CubicSpline {

    /** The pole of the filter that turns pixels into coefficients. */
    private static final double POLE = Math.sqrt(3) - 2;

    /** So many pixels of the edge stand on each side; what lies farther counts less than a ten-millionth. */
    private static final int EDGE = 12;

    private final int height;
    private final int width;
    private final float[] coefficients;

    /** @param start of the channel among the values */
    CubicSpline(float[] values, int start, int height, int width) {
        this.height = height + 2 * EDGE;
        this.width = width + 2 * EDGE;
        this.coefficients = new float[this.height * this.width];
        double[] line = new double[this.width];
        for (int row = 0; row < height; row++) {
            int from = start + row * width;
            for (int column = 0; column < this.width; column++) {
                line[column] = values[from + Math.min(Math.max(column - EDGE, 0), width - 1)];
            }
            filter(line);
            for (int column = 0; column < this.width; column++) {
                coefficients[(row + EDGE) * this.width + column] = (float) line[column];
            }
        }
        double[] column = new double[this.height];
        for (int at = 0; at < this.width; at++) {
            for (int row = 0; row < this.height; row++) {
                int inside = Math.min(Math.max(row, EDGE), this.height - 1 - EDGE);
                column[row] = coefficients[inside * this.width + at];
            }
            filter(column);
            for (int row = 0; row < this.height; row++) {
                coefficients[row * this.width + at] = (float) column[row];
            }
        }
    }

    /** Samples to coefficients, in place, where the first and the last sample go on for ever. */
    private static void filter(double[] line) {
        int last = line.length - 1;
        double gain = (1 - POLE) * (1 - 1 / POLE);
        line[0] /= 1 - POLE;
        for (int i = 1; i <= last; i++) {
            line[i] += POLE * line[i - 1];
        }
        line[last] *= POLE / (POLE - 1);
        for (int i = last - 1; i >= 0; i--) {
            line[i] = POLE * (line[i + 1] - line[i]);
        }
        for (int i = 0; i <= last; i++) {
            line[i] *= gain;
        }
    }

    /** The value at a position, in pixels from the first pixel's centre, up to half a pixel beyond the outermost centres. */
    float at(double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double[] across = weights(x - left);
        double[] down = weights(y - top);
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            int at = (top + EDGE - 1 + i) * width + left + EDGE - 1;
            double row = 0;
            for (int j = 0; j < 4; j++) {
                row += across[j] * coefficients[at + j];
            }
            sum += down[i] * row;
        }
        return (float) sum;
    }

    /** How much the coefficient before a position, that at or before it, and the two after it count. */
    private static double[] weights(double share) {
        double left = 1 - share;
        return new double[] {
            left * left * left / 6,
            (4 + share * share * (3 * share - 6)) / 6,
            (4 + left * left * (3 * left - 6)) / 6,
            share * share * share / 6
        };
    }
}
