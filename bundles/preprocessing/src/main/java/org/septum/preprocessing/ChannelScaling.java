// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;

/**
 * Scales each channel by a rule of its own intensities, those of one slice or of a whole volume.
 *
 * @param name the scaling's type, for messages
 * @param choice the channels that are scaled; all where it names none
 * @param names of the channels; empty where they have none
 */
record ChannelScaling(String name, Scope scope, ChannelChoice choice, List<String> names, Rule rule)
        implements IntensityScaling {

    private static final String CHANNELS = "channels";

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

    /** The option that says which channels are scaled. */
    static Option channels() {
        return ChannelChoice.option(CHANNELS, "the channels that are scaled, all if left out");
    }

    static ChannelScaling of(String name, Arguments arguments, Rule rule) {
        return new ChannelScaling(
                name,
                Scope.valueOf(arguments.text(PER).toUpperCase(Locale.ROOT)),
                ChannelChoice.of(arguments, CHANNELS),
                List.of(),
                rule);
    }

    @Override
    public IntensityScaling ofChannels(int count, List<String> namesOfChannels) {
        choice.among(count, namesOfChannels);
        return new ChannelScaling(name, scope, choice, namesOfChannels, rule);
    }

    @Override
    public void apply(List<Image> images) {
        fit(images).apply(images);
    }

    @Override
    public Optional<IntensityScaling> fitted(List<Image> images) {
        return Optional.of(fit(images));
    }

    private FixedScaling fit(List<Image> images) {
        int channels = images.stream().mapToInt(Image::channels).max().orElse(0);
        List<DoubleUnaryOperator> changes = new ArrayList<>();
        BitSet chosen = choice.among(channels, names);
        for (int channel = 0; channel < channels; channel++) {
            changes.add(
                    chosen.isEmpty() || chosen.get(channel)
                            ? rule.of(ChannelIntensities.of(name, scope, images, channel))
                            : DoubleUnaryOperator.identity());
        }
        return new FixedScaling(scope, List.copyOf(changes));
    }
}
