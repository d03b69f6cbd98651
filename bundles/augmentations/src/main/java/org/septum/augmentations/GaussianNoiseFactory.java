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

/**
 * Creates normally distributed noise, independent in every pixel and channel. Its standard deviation is drawn evenly, once
 * for all channels, in standard deviations of the channel, so that it means the same after any intensity scaling. Range
 * and probability are those of nnU-Net and of MONAI's RandGaussianNoise, whose units are z-scored intensities.
 */
@Component
@PluginType("gaussian-noise")
public final class GaussianNoiseFactory implements AugmentationFactory {

    private static final Option SIGMA = Option.range(
                    "sigma",
                    0,
                    10,
                    "the least and the greatest standard deviation of the noise, in standard deviations of the channel;"
                            + " the default is nnU-Net's")
            .or(List.of(0.0, 0.1));

    @Override
    public String summary() {
        return "adds normally distributed noise of random strength";
    }

    @Override
    public Options options() {
        return Options.of(SIGMA, Probability.option(0.1, "nnU-Net's"));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        Range sigma = Range.of(arguments, SIGMA);
        return Probability.intensity(arguments, (image, random) -> {
            double strength = sigma.draw(random);
            float[] values = image.values();
            int pixels = image.height() * image.width();
            for (int channel = 0; channel < image.channels(); channel++) {
                double deviation =
                        strength * ChannelStatistics.of(image, channel).deviation();
                for (int i = channel * pixels; i < (channel + 1) * pixels; i++) {
                    values[i] += (float) (deviation * random.nextGaussian());
                }
            }
        });
    }
}
