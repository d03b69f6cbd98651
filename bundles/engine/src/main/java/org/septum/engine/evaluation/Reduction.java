// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.util.Arrays;
import org.septum.api.data.Image;

/**
 * Takes one pixel of so many along both axes, for a picture that shows the whole of a large image.
 *
 * @param height of what is reduced, in pixels
 * @param width of what is reduced, in pixels
 * @param step from one pixel to the next that is taken; 1 takes all
 */
record Reduction(int height, int width, int step) {

    /** So that no side has more than so many pixels. */
    static Reduction to(int most, int height, int width) {
        return new Reduction(height, width, fraction(Math.max(height, width), most));
    }

    /** Rounded up. */
    private static int fraction(int whole, int part) {
        return (whole + part - 1) / part;
    }

    private int rows() {
        return fraction(height, step);
    }

    private int columns() {
        return fraction(width, step);
    }

    Image of(Image image) {
        if (step == 1) {
            return image;
        }
        int pixels = rows() * columns();
        float[] values = new float[image.channels() * pixels];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.values()[i / pixels * height * width + source(i % pixels)];
        }
        return new Image(image.channels(), rows(), columns(), values);
    }

    int[] of(int[] classes) {
        if (step == 1) {
            return classes;
        }
        int[] values = new int[rows() * columns()];
        Arrays.setAll(values, pixel -> classes[source(pixel)]);
        return values;
    }

    private int source(int pixel) {
        return pixel / columns() * step * width + pixel % columns() * step;
    }
}
