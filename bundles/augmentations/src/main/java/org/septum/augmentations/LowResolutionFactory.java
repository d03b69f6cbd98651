// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.augment.Augmentation;
import org.septum.api.augment.AugmentationFactory;
import org.septum.api.data.Image;

/**
 * Creates pictures of a lower resolution: a channel is taken to fewer pixels, each the nearest of the picture, and back with
 * straight lines between them; both times the pictures cover each other, and beyond the outermost centres the edge goes on. Of
 * two pixels that are equally near, the one and the other are taken by turns, so that the picture does not move under its labels. Range
 * and probabilities are nnU-Net's (Isensee et al., "nnU-Net: a self-configuring method for deep learning-based biomedical image
 * segmentation", Nature Methods 2021).
 */
@Component
@PluginType("low-resolution")
public final class LowResolutionFactory implements AugmentationFactory {

    private static final Option FACTOR = Option.range(
                    "factor",
                    0.01,
                    1,
                    "the least and the greatest part of the height and of the width that is left, drawn evenly; the default"
                            + " is nnU-Net's")
            .or(List.of(0.5, 1.0));

    @Override
    public String summary() {
        return "shows a picture at a lower resolution, as coarser scans are";
    }

    @Override
    public Options options() {
        return Options.of(
                FACTOR,
                Channels.each(true, "the default is nnU-Net's"),
                Channels.probability(0.5, "the default is nnU-Net's"),
                Probability.option(0.25, "nnU-Net's"));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        Range factor = Range.of(arguments, FACTOR);
        Channels channels = Channels.of(arguments);
        return Probability.intensity(
                arguments,
                (image, random) ->
                        channels.change(image, random, factor::draw, (part, channel) -> coarsen(image, channel, part)));
    }

    private static void coarsen(Image image, int channel, double part) {
        Axis rows = Axis.of(image.height(), part);
        Axis columns = Axis.of(image.width(), part);
        float[] values = image.values();
        int start = channel * image.height() * image.width();
        float[] coarse = new float[rows.source.length * columns.source.length];
        int at = 0;
        for (int row : rows.source) {
            for (int column : columns.source) {
                coarse[at++] = values[start + row * image.width() + column];
            }
        }
        int width = columns.source.length;
        for (int row = 0; row < image.height(); row++) {
            int top = rows.first[row] * width;
            int bottom = Math.min(rows.first[row] + 1, rows.source.length - 1) * width;
            for (int column = 0; column < image.width(); column++) {
                int left = columns.first[column];
                int right = Math.min(left + 1, width - 1);
                float fx = columns.share[column];
                float above = coarse[top + left] * (1 - fx) + coarse[top + right] * fx;
                float below = coarse[bottom + left] * (1 - fx) + coarse[bottom + right] * fx;
                values[start + row * image.width() + column] = above * (1 - rows.share[row]) + below * rows.share[row];
            }
        }
    }

    /**
     * The coarse pixels along one axis.
     *
     * @param source the pixel that each of them shows
     * @param first for each pixel of the picture the coarse one at or before it
     * @param share how far it lies towards the next one
     */
    private record Axis(int[] source, int[] first, float[] share) {

        static Axis of(int size, double part) {
            int coarse = (int) Math.max(1, Math.rint(size * part));
            Axis axis = new Axis(new int[coarse], new int[size], new float[size]);
            for (int i = 0; i < coarse; i++) {
                long twice = (2L * i + 1) * size;
                boolean between = twice % (2L * coarse) == 0 && i % 2 == 0;
                axis.source[i] = (int) (twice / (2L * coarse)) - (between ? 1 : 0);
            }
            for (int i = 0; i < size; i++) {
                double position = Math.min(Math.max((i + 0.5) * coarse / size - 0.5, 0), coarse - 1);
                axis.first[i] = (int) position;
                axis.share[i] = (float) (position - axis.first[i]);
            }
            return axis;
        }
    }
}
