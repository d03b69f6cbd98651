// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import org.septum.api.data.Image;

/**
 * The intensities of one channel of one image.
 *
 * @param deviation the standard deviation, over the number of pixels
 */
record ChannelStatistics(double mean, double deviation, float least, float greatest) {

    static ChannelStatistics of(Image image, int channel) {
        float[] values = image.values();
        int pixels = image.height() * image.width();
        int start = channel * pixels;
        double sum = 0;
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = start; i < start + pixels; i++) {
            float value = values[i];
            sum += value;
            least = value < least ? value : least;
            greatest = value > greatest ? value : greatest;
        }
        double mean = sum / pixels;
        double squares = 0;
        for (int i = start; i < start + pixels; i++) {
            double difference = values[i] - mean;
            squares += difference * difference;
        }
        return new ChannelStatistics(mean, Math.sqrt(squares / pixels), least, greatest);
    }

    /** Whether all pixels hold the same intensity. */
    boolean isConstant() {
        return least == greatest;
    }
}
