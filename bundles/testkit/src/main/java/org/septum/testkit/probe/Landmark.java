// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.probe;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.septum.api.augment.Canvas;
import org.septum.api.augment.CoordinateMap;
import org.septum.api.data.Image;

/**
 * A picture by which one sees whether and how pixels were moved: a mask of the shape of an L, which no turn and no mirror maps
 * to itself, and an image that is bright where the mask is, on a slight slope.
 */
public record Landmark(int height, int width) implements Canvas {

    private static final int TOP = 8;
    private static final int LEFT = 11;

    public static final Landmark SMALL = new Landmark(32, 36);

    /** The labels: 2 in the upright of the L, 3 in its foot, 0 elsewhere. */
    public int[] labels() {
        int[] labels = new int[height * width];
        for (int row = TOP; row < TOP + 12; row++) {
            for (int column = LEFT; column < LEFT + 10; column++) {
                boolean foot = row >= TOP + 8;
                if (foot || column < LEFT + 4) {
                    labels[row * width + column] = foot ? 3 : 2;
                }
            }
        }
        return labels;
    }

    /** Two channels; the second has half the contrast. */
    public Image image() {
        int[] labels = labels();
        float[] values = new float[2 * labels.length];
        for (int i = 0; i < labels.length; i++) {
            float slope = 0.05f * (i % width) / width;
            values[i] = 0.2f + 0.25f * labels[i] + slope;
            values[labels.length + i] = 0.1f + 0.125f * labels[i] + slope;
        }
        return new Image(2, height, width, values);
    }

    @Override
    public double imageHeight() {
        return 1.5 * height;
    }

    @Override
    public double imageWidth() {
        return 1.5 * width;
    }

    @Override
    public Optional<double[]> foreground(RandomGenerator random) {
        int[] labels = labels();
        int pixel;
        do {
            pixel = random.nextInt(labels.length);
        } while (labels[pixel] == 0);
        return Optional.of(new double[] {x(pixel % width), y(pixel / width)});
    }

    double x(int column) {
        return column - (width - 1) / 2.0;
    }

    double y(int row) {
        return row - (height - 1) / 2.0;
    }

    /** Where each pixel comes from: x and y, pixel by pixel, asked from the last pixel to the first if backwards. */
    public double[] sources(CoordinateMap map, boolean backwards) {
        double[] sources = new double[2 * height * width];
        for (int n = 0; n < height * width; n++) {
            int pixel = backwards ? height * width - 1 - n : n;
            double[] point = {x(pixel % width), y(pixel / width)};
            map.map(point);
            sources[2 * pixel] = point[0];
            sources[2 * pixel + 1] = point[1];
        }
        return sources;
    }
}
