// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.IntensityScalingFactory;
import org.septum.preprocessing.TrainedScaling.Treatment;

/**
 * Creates scalings for intensities that mean the same in all images, as those of CT do: they are cut to two percentiles of the
 * foreground of the training part, less its mean, over its standard deviation. The foreground is every pixel with another label
 * than the background or one that is ignored, whatever slice it is in; mean and deviation are those before the cut. {@link
 * ForegroundLearning} says how many pixels the percentiles are taken from. As nnU-Net's for CT, which takes a random sample.
 */
@Component
@PluginType("foreground-z-score")
public final class ForegroundZScoreFactory implements IntensityScalingFactory {

    private static final String NAME = "foreground-z-score";

    private static final Option CHANNELS =
            ChannelChoice.option("channels", "the channels that are scaled, all if left out");

    @Override
    public String summary() {
        return "cuts to percentiles of the training part's foreground and scales by its mean and deviation, as for CT";
    }

    @Override
    public Options options() {
        return Options.of(ForegroundPercentiles.LOWER, ForegroundPercentiles.UPPER, CHANNELS);
    }

    @Override
    public IntensityScaling create(Arguments arguments) {
        ChannelChoice choice = ChannelChoice.of(arguments, CHANNELS.name());
        return new TrainedScaling(
                NAME, IntensityScaling.Scope.SLICE, ForegroundPercentiles.of(arguments), (count, names) -> {
                    BitSet chosen = choice.among(count, names);
                    List<Treatment> treatments = new ArrayList<>();
                    for (int channel = 0; channel < count; channel++) {
                        boolean scaled = chosen.isEmpty() || chosen.get(channel);
                        treatments.add(scaled ? Treatment.FOREGROUND : Treatment.AS_IT_IS);
                    }
                    return treatments;
                });
    }
}
