// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.IntensityScalingFactory;
import org.septum.preprocessing.TrainedScaling.Treatment;

/**
 * Creates scalings that treat each channel by what it shows, as nnU-Net does by its name in {@code channel_names}: {@code CT}
 * as {@link ForegroundZScoreFactory} does; {@code rescale_to_0_1} from its least to its greatest intensity in the volume; {@code
 * noNorm} not at all, nor {@code rgb_to_0_1}, for Septum gives pictures from 0 to 1 anyway; every other one, and all where names
 * are not known, to mean 0 and standard deviation 1 in each volume, over all its pixels. Capital and small letters are alike.
 */
@Component
@PluginType("by-channel")
public final class ByChannelFactory implements IntensityScalingFactory {

    private static final String NAME = "by-channel";

    private static final Option CT = ChannelChoice.option(
            "ct", "the channels whose intensities mean the same in all images; if left out, those that are called CT");

    @Override
    public String summary() {
        return "scales each channel by its kind: CT by the training part's foreground, others to z-scores in each volume";
    }

    @Override
    public Options options() {
        return Options.of(CT, ForegroundPercentiles.LOWER, ForegroundPercentiles.UPPER);
    }

    @Override
    public IntensityScaling create(Arguments arguments) {
        ChannelChoice ct = ChannelChoice.of(arguments, CT.name());
        return new TrainedScaling(
                NAME, IntensityScaling.Scope.VOLUME, ForegroundPercentiles.of(arguments), (count, names) -> {
                    BitSet chosen = ct.among(count, names);
                    List<Treatment> treatments = new ArrayList<>();
                    for (int channel = 0; channel < count; channel++) {
                        Treatment byName = names.isEmpty() ? Treatment.Z_SCORE : treatment(names.get(channel));
                        boolean named = byName == Treatment.FOREGROUND && !arguments.has(CT.name());
                        treatments.add(
                                chosen.get(channel) || named
                                        ? Treatment.FOREGROUND
                                        : byName == Treatment.FOREGROUND ? Treatment.Z_SCORE : byName);
                    }
                    return treatments;
                });
    }

    private static Treatment treatment(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "ct" -> Treatment.FOREGROUND;
            case "nonorm", "rgb_to_0_1" -> Treatment.AS_IT_IS;
            case "rescale_to_0_1" -> Treatment.MIN_MAX;
            default -> Treatment.Z_SCORE;
        };
    }
}
