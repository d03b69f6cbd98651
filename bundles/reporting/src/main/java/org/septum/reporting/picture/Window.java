// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.picture;

import java.util.Arrays;
import org.septum.api.data.Image;

/** The intensities that are shown black and white. */
record Window(double black, double white) {

    /** From the 1st to the 99th percentile of an image, so that a few extreme pixels do not darken the rest. */
    static Window of(Image image) {
        float[] sorted = image.values().clone();
        Arrays.sort(sorted);
        double low = sorted[(int) (0.01 * (sorted.length - 1))];
        double high = sorted[(int) (0.99 * (sorted.length - 1))];
        return high > low ? new Window(low, high) : new Window(low, low + 1);
    }

    /** 0 for black to 255 for white. */
    int level(double intensity) {
        double level = 255 * (intensity - black) / (white - black);
        return (int) Math.round(Math.max(0, Math.min(255, level)));
    }
}
