// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import java.util.function.DoubleUnaryOperator;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.IntensityScalingFactory;

/**
 * Creates scalings to mean 0 and standard deviation 1, over all pixels of a channel. The deviation is that of the
 * population; 1e-8 is added to it, so that a channel that holds one intensity everywhere becomes 0.
 */
@Component
@PluginType("z-score")
public final class ZScoreFactory implements IntensityScalingFactory {

    private static final double EPSILON = 1e-8;

    @Override
    public String summary() {
        return "scales intensities to mean 0 and standard deviation 1";
    }

    @Override
    public Options options() {
        return Options.of(ChannelScaling.per(), ChannelScaling.channels());
    }

    @Override
    public IntensityScaling create(Arguments arguments) {
        return ChannelScaling.of("z-score", arguments, ZScoreFactory::rule);
    }

    static DoubleUnaryOperator rule(float[] intensities) {
        double sum = 0;
        for (float intensity : intensities) {
            sum += intensity;
        }
        double mean = sum / intensities.length;
        double squares = 0;
        for (float intensity : intensities) {
            squares += (intensity - mean) * (intensity - mean);
        }
        double divisor = Math.sqrt(squares / intensities.length) + EPSILON;
        return intensity -> (intensity - mean) / divisor;
    }
}
