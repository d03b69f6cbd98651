// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.UserError;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;

/**
 * Scales each channel by a rule of its own intensities, those of one slice or of a whole volume.
 *
 * @param name the scaling's type, for messages
 */
record ChannelScaling(String name, Scope scope, Rule rule) implements IntensityScaling {

    private static final String PER = "per";

    /** Finds out how to change the intensities of one channel. */
    @FunctionalInterface
    interface Rule {

        /**
         * @param intensities all of them, finite; the receiver may reorder them
         * @return from an old intensity to the new one
         */
        DoubleUnaryOperator of(float[] intensities);
    }

    /** The option that says whose intensities are looked at together. */
    static Option per() {
        return Option.choice(
                        PER,
                        List.of("slice", "volume"),
                        "whether intensities are looked at slice by slice, or together in all slices of a volume; the"
                                + " default keeps the slices of a volume comparable, as nnU-Net does")
                .or("volume");
    }

    static ChannelScaling of(String name, Arguments arguments, Rule rule) {
        return new ChannelScaling(name, Scope.valueOf(arguments.text(PER).toUpperCase(Locale.ROOT)), rule);
    }

    @Override
    public void apply(List<Image> images) {
        fit(images).apply(images);
    }

    @Override
    public Optional<IntensityScaling> fitted(List<Image> images) {
        return Optional.of(fit(images));
    }

    private Fitted fit(List<Image> images) {
        int channels = images.stream().mapToInt(Image::channels).max().orElse(0);
        List<DoubleUnaryOperator> changes = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            changes.add(rule.of(intensities(images, channel)));
        }
        return new Fitted(scope, List.copyOf(changes));
    }

    /** The change of each channel, whatever image it is then applied to. */
    private record Fitted(Scope scope, List<DoubleUnaryOperator> changes) implements IntensityScaling {

        @Override
        public void apply(List<Image> images) {
            for (Image image : images) {
                float[] values = image.values();
                int pixels = image.height() * image.width();
                for (int channel = 0; channel < image.channels(); channel++) {
                    DoubleUnaryOperator change = changes.get(channel);
                    for (int i = channel * pixels; i < (channel + 1) * pixels; i++) {
                        values[i] = (float) change.applyAsDouble(values[i]);
                    }
                }
            }
        }
    }

    private float[] intensities(List<Image> images, int channel) {
        int count = images.stream()
                .mapToInt(image -> image.height() * image.width())
                .reduce(0, Math::addExact);
        float[] intensities = new float[count];
        int next = 0;
        for (int slice = 0; slice < images.size(); slice++) {
            Image image = images.get(slice);
            int pixels = image.height() * image.width();
            for (int i = 0; i < pixels; i++) {
                float value = image.values()[channel * pixels + i];
                if (!Float.isFinite(value)) {
                    throw notFinite(value, slice, channel, i / image.width(), i % image.width());
                }
                intensities[next++] = value;
            }
        }
        return intensities;
    }

    private UserError notFinite(float value, int slice, int channel, int row, int column) {
        return new UserError(name + ": found the intensity " + value + " at row " + row + ", column " + column
                + (scope == Scope.VOLUME ? " of slice " + slice : "") + ", channel " + channel
                + " (all counted from 0); allowed are finite numbers: repair the image, or leave it out of the data");
    }
}
