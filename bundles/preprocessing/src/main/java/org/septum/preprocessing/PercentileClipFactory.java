// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import java.util.function.DoubleUnaryOperator;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.IntensityScalingFactory;

/** Creates scalings that cut intensities below one percentile and above another, and leave the rest as they are. */
@Component
@PluginType("percentile-clip")
public final class PercentileClipFactory implements IntensityScalingFactory {

    private static final Option LOWER = Option.real(
                    "lower",
                    0,
                    100,
                    "the percentile below which intensities are raised to it, 0 to leave them; the default is nnU-Net's"
                            + " for CT")
            .or(0.5);
    private static final Option UPPER = Option.real(
                    "upper",
                    0,
                    100,
                    "the percentile above which intensities are lowered to it, 100 to leave them; the default is"
                            + " nnU-Net's for CT")
            .or(99.5);

    @Override
    public String summary() {
        return "cuts the rarest low and high intensities";
    }

    @Override
    public Options options() {
        return Options.of(LOWER, UPPER, ChannelScaling.per(), ChannelScaling.channels());
    }

    @Override
    public IntensityScaling create(Arguments arguments) {
        double lower = arguments.real(LOWER.name());
        double upper = arguments.real(UPPER.name());
        if (lower >= upper) {
            throw arguments.error(UPPER.name(), "found " + upper + ", allowed is more than lower, which is " + lower);
        }
        return ChannelScaling.of("percentile-clip", arguments, intensities -> rule(intensities, lower, upper));
    }

    private static DoubleUnaryOperator rule(float[] intensities, double lower, double upper) {
        double least = Percentile.of(intensities, lower);
        double greatest = Percentile.of(intensities, upper);
        return intensity -> Math.min(Math.max(intensity, least), greatest);
    }
}
