// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import java.util.List;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.augment.Augmentation;
import org.septum.api.augment.AugmentationFactory;
import org.septum.api.data.Image;

/**
 * Creates normally distributed noise, independent in every pixel and channel. Its standard deviation is drawn evenly, by default
 * once for all channels and in standard deviations of the channel, so that it means the same after any intensity scaling. Range
 * and probability are those of nnU-Net and of MONAI's RandGaussianNoise, whose units are z-scored intensities.
 */
@Component
@PluginType("gaussian-noise")
public final class GaussianNoiseFactory implements AugmentationFactory {

    private static final Option SIGMA = Option.range(
                    "sigma",
                    0,
                    10,
                    "the least and the greatest standard deviation of the noise; the default is nnU-Net's")
            .or(List.of(0.0, 0.1));

    private static final String DEVIATIONS = "deviations";
    private static final String INTENSITIES = "intensities";

    private static final Option UNIT = Option.choice(
                    "unit",
                    List.of(DEVIATIONS, INTENSITIES),
                    "what sigma counts: standard deviations of the channel, or intensities as they are after their scaling,"
                            + " which nnU-Net's sigma counts")
            .or(DEVIATIONS);

    @Override
    public String summary() {
        return "adds normally distributed noise of random strength";
    }

    @Override
    public Options options() {
        return Options.of(
                SIGMA,
                UNIT,
                Channels.each(false, "the default is nnU-Net's"),
                Channels.probability(1, "the default is nnU-Net's"),
                Probability.option(0.1, "nnU-Net's"));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        Range sigma = Range.of(arguments, SIGMA);
        boolean relative = arguments.text(UNIT.name()).equals(DEVIATIONS);
        Channels channels = Channels.of(arguments);
        return Probability.intensity(
                arguments,
                (image, random) -> channels.change(image, random, sigma::draw, (strength, channel) -> {
                    double unit =
                            relative ? ChannelStatistics.of(image, channel).deviation() : 1;
                    add(image, channel, strength * unit, random);
                }));
    }

    private static void add(Image image, int channel, double deviation, RandomGenerator random) {
        float[] values = image.values();
        int pixels = image.height() * image.width();
        for (int i = channel * pixels; i < (channel + 1) * pixels; i++) {
            values[i] += (float) (deviation * random.nextGaussian());
        }
    }
}
