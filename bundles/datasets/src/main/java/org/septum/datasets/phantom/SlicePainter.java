// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.phantom;

import java.util.SplittableRandom;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;

/** Draws one slice: tissues with soft edges, then blur, the receiver's sensitivity and Rician noise. */
record SlicePainter(
        HeartSlice heart, Surroundings surroundings, Appearance appearance, double pixel, int height, int width) {

    LabelMap labels() {
        int[] labels = new int[height * width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                labels[row * width + column] = heart.label(x(column), y(row));
            }
        }
        return new LabelMap(height, width, labels);
    }

    /**
     * @param level 0 at the base, 1 at the apex, where slanted walls blur the edges more
     * @param random of this slice
     */
    Image image(double level, SplittableRandom random) {
        double edge = pixel * (1.2 + 0.8 * level);
        SmoothField texture = new SmoothField(random, 9);
        float[] values = new float[height * width];
        for (int row = 0; row < height; row++) {
            double y = y(row);
            for (int column = 0; column < width; column++) {
                double x = x(column);
                double behind = surroundings.paint(x, y, edge, appearance, texture);
                values[row * width + column] = (float) heart.paint(behind, x, y, edge, appearance);
            }
        }
        blur(values, height, width, 1, width);
        blur(values, width, height, width, 1);
        receive(values, appearance.gain() * random.nextDouble(0.92, 1.08), random);
        return new Image(1, height, width, values);
    }

    /** Smooths along the first of two directions, given by lengths and strides. */
    private void blur(float[] values, int lines, int length, int stride, int lineStride) {
        float side = (float) appearance.blur();
        for (int line = 0; line < lines; line++) {
            int at = line * lineStride;
            float previous = values[at];
            for (int i = 0; i < length; i++, at += stride) {
                float own = values[at];
                float next = i + 1 < length ? values[at + stride] : own;
                values[at] = own + side * (previous - own + next - own);
                previous = own;
            }
        }
    }

    /**
     * Multiplies by the sensitivity and adds noise: the magnitude of a complex signal with Gaussian noise in both parts
     * (Gudbjartsson and Patz, "The Rician distribution of noisy MRI data", Magnetic Resonance in Medicine 1995). A pair
     * of Gaussian numbers is drawn by Marsaglia's polar method.
     */
    private void receive(float[] values, double gain, SplittableRandom random) {
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double u;
                double v;
                double s;
                do {
                    u = random.nextDouble(-1, 1);
                    v = random.nextDouble(-1, 1);
                    s = u * u + v * v;
                } while (s >= 1 || s == 0);
                double scale = appearance.noise() * Math.sqrt(-2 * StrictMath.log(s) / s);
                int at = row * width + column;
                double sensitivity = appearance.sensitivity(2.0 * column / width - 1, 2.0 * row / height - 1);
                double real = values[at] * sensitivity + u * scale;
                double imaginary = v * scale;
                values[at] = (float) Math.min(1, gain * Math.sqrt(real * real + imaginary * imaginary));
            }
        }
    }

    private double x(int column) {
        return (column - (width - 1) / 2.0) * pixel;
    }

    private double y(int row) {
        return (row - (height - 1) / 2.0) * pixel;
    }
}
