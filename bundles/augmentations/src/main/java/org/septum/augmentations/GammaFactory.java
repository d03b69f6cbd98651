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
 * Creates gamma curves: intensities between the least and the greatest of their channel, taken as 0 and 1, are raised to a
 * random power; above 1 the picture gets darker. By default exponents are drawn so that every ratio is equally likely, one
 * for all channels. Range, retained statistics and probability are nnU-Net's (Isensee et al., "nnU-Net: a self-configuring method
 * for deep learning-based biomedical image segmentation", Nature Methods 2021), which draws half of its exponents below 1
 * and half above, for each channel by itself: {@code distribution: halves, each-channel: true}.
 */
@Component
@PluginType("gamma")
public final class GammaFactory implements AugmentationFactory {

    private static final Option EXPONENT = Option.range(
                    "exponent", 0.1, 10, "the least and the greatest power; the default is nnU-Net's")
            .or(List.of(0.7, 1.5));
    private static final Option RETAIN_STATISTICS = Option.flag(
                    "retain-statistics",
                    "brings each channel back to its mean and standard deviation; the default is nnU-Net's")
            .or(true);
    private static final Option INVERT = Option.flag(
                    "invert",
                    "bends the negative picture, so that bright parts change most; nnU-Net does both, the inverted one"
                            + " with probability 0.1")
            .or(false);

    @Override
    public String summary() {
        return "bends the intensity scale by a random power";
    }

    @Override
    public Options options() {
        return Options.of(
                EXPONENT,
                Factors.option(Factors.RATIO, "nnU-Net's are halves"),
                RETAIN_STATISTICS,
                INVERT,
                Channels.each(false, "nnU-Net does"),
                Channels.probability(1, "the default is nnU-Net's"),
                Probability.option(0.3, "nnU-Net's"));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        Factors exponent = Factors.of(arguments, EXPONENT);
        boolean retain = arguments.flag(RETAIN_STATISTICS.name());
        boolean invert = arguments.flag(INVERT.name());
        Channels channels = Channels.of(arguments);
        return Probability.intensity(
                arguments,
                (image, random) -> channels.change(image, random, exponent::draw, (power, channel) -> {
                    ChannelStatistics before = ChannelStatistics.of(image, channel);
                    if (!before.isConstant()) {
                        bend(image, channel, before, power, invert);
                        if (retain) {
                            restore(image, channel, before);
                        }
                    }
                }));
    }

    private static void bend(Image image, int channel, ChannelStatistics before, double power, boolean invert) {
        float[] values = image.values();
        double zero = invert ? before.greatest() : before.least();
        double one = invert ? before.least() : before.greatest();
        int pixels = image.height() * image.width();
        for (int i = channel * pixels; i < (channel + 1) * pixels; i++) {
            double part = (values[i] - zero) / (one - zero);
            values[i] = (float) (zero + (one - zero) * Math.pow(part, power));
        }
    }

    private static void restore(Image image, int channel, ChannelStatistics before) {
        ChannelStatistics after = ChannelStatistics.of(image, channel);
        float[] values = image.values();
        double factor = before.deviation() / after.deviation();
        int pixels = image.height() * image.width();
        for (int i = channel * pixels; i < (channel + 1) * pixels; i++) {
            values[i] = (float) (before.mean() + (values[i] - after.mean()) * factor);
        }
    }
}
