// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import java.util.function.DoubleUnaryOperator;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.IntensityScalingFactory;

/** Creates scalings to the range from 0, the least intensity of a channel, to 1, its greatest. */
@Component
@PluginType("min-max")
public final class MinMaxFactory implements IntensityScalingFactory {

    @Override
    public String summary() {
        return "scales intensities to 0..1, from the least to the greatest";
    }

    @Override
    public Options options() {
        return Options.of(ChannelScaling.per(), ChannelScaling.channels());
    }

    @Override
    public IntensityScaling create(Arguments arguments) {
        return ChannelScaling.of("min-max", arguments, MinMaxFactory::rule);
    }

    /** A channel that holds one intensity everywhere becomes 0. */
    static DoubleUnaryOperator rule(float[] intensities) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (float intensity : intensities) {
            least = Math.min(least, intensity);
            greatest = Math.max(greatest, intensity);
        }
        double from = least;
        double range = greatest > least ? greatest - least : 1;
        return intensity -> (intensity - from) / range;
    }
}
