// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.Arrays;
import java.util.List;
import org.septum.api.data.Image;
import org.septum.api.experiment.DataSection;

/**
 * Neighbouring slices as channels: the image that the network sees has those of the slices from {@code each} below the one that
 * is segmented to {@code each} above it, slice by slice, those of one slice in their own order.
 *
 * @param each the slices on each side; 0 for none
 * @param channels of one slice
 */
public record SliceContext(int each, int channels) {

    /** What an experiment asks for, with a dataset of so many channels. */
    public static SliceContext of(DataSection data, int channels) {
        return new SliceContext(data.context(), channels);
    }

    /** The channels that the network sees. */
    public int inputChannels() {
        return (2 * each + 1) * channels;
    }

    /** The slice that is segmented, out of an image that the network sees. */
    public Image middle(Image image) {
        if (each == 0) {
            return image;
        }
        int slice = channels * image.height() * image.width();
        float[] values = Arrays.copyOfRange(image.values(), each * slice, (each + 1) * slice);
        return new Image(channels, image.height(), image.width(), values);
    }

    /** Puts slices together, from the lowest to the highest. */
    Image together(List<Image> slices) {
        Image first = slices.get(0);
        int size = first.values().length;
        float[] values = new float[slices.size() * size];
        for (int i = 0; i < slices.size(); i++) {
            System.arraycopy(slices.get(i).values(), 0, values, i * size, size);
        }
        return new Image(inputChannels(), first.height(), first.width(), values);
    }
}
