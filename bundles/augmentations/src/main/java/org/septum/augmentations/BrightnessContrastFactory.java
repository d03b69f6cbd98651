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
 * Creates changes of brightness and contrast. Contrast multiplies each channel's differences from its mean by a factor;
 * brightness is then added, in standard deviations of the channel, so that it means the same after any intensity scaling.
 * By default both are drawn evenly, once for all channels. The range of the contrast, its limits and the probability are nnU-Net's
 * (Isensee et al., "nnU-Net: a self-configuring method for deep learning-based biomedical image segmentation", Nature
 * Methods 2021); its brightness is a factor of all intensities, which moves no mean of 0, drawn by itself:
 * {@code multiplier: [0.75, 1.25], brightness: [0, 0], contrast: [1, 1], distribution: halves, each-channel: true}.
 */
@Component
@PluginType("brightness-contrast")
public final class BrightnessContrastFactory implements AugmentationFactory {

    private static final Option BRIGHTNESS = Option.range(
                    "brightness",
                    -10,
                    10,
                    "the least and the greatest shift in standard deviations, positive to brighten; the default is as"
                            + " wide as the contrast's")
            .or(List.of(-0.25, 0.25));
    private static final Option MULTIPLIER = Option.range(
                    "multiplier",
                    0,
                    10,
                    "the least and the greatest factor by which intensities are multiplied before anything else, so that"
                            + " those near 0 stay; nnU-Net's brightness is [0.75, 1.25] of it")
            .or(List.of(1.0, 1.0));
    private static final Option CONTRAST = Option.range(
                    "contrast", 0, 10, "the least and the greatest factor; the default is nnU-Net's")
            .or(List.of(0.75, 1.25));
    private static final Option KEEP_RANGE = Option.flag(
                    "keep-range",
                    "cuts what more contrast carries beyond the channel's least and greatest intensity, before"
                            + " brightness is added; the default is nnU-Net's")
            .or(true);

    @Override
    public String summary() {
        return "changes brightness and contrast by random amounts";
    }

    @Override
    public Options options() {
        return Options.of(
                MULTIPLIER,
                BRIGHTNESS,
                CONTRAST,
                Factors.option(Factors.EVEN, "nnU-Net's are halves"),
                KEEP_RANGE,
                Channels.each(false, "nnU-Net does"),
                Channels.probability(1, "the default is nnU-Net's"),
                Probability.option(0.15, "nnU-Net's"));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        Range brightness = Range.of(arguments, BRIGHTNESS);
        Factors contrast = Factors.of(arguments, CONTRAST);
        Factors multiplier = Factors.of(arguments, MULTIPLIER);
        boolean keepRange = arguments.flag(KEEP_RANGE.name());
        Channels channels = Channels.of(arguments);
        return Probability.intensity(
                arguments,
                (image, random) -> channels.change(
                        image,
                        random,
                        generator -> new Change(
                                brightness.draw(generator), contrast.draw(generator), multiplier.draw(generator)),
                        (change, channel) -> {
                            multiply(image, channel, change.multiplier);
                            change(image, channel, change.shift, change.contrast, keepRange);
                        }));
    }

    /** What is done to a channel. */
    private record Change(double shift, double contrast, double multiplier) {}

    private static void multiply(Image image, int channel, double factor) {
        int pixels = image.height() * image.width();
        for (int i = channel * pixels; i < (channel + 1) * pixels && factor != 1; i++) {
            image.values()[i] *= (float) factor;
        }
    }

    private static void change(Image image, int channel, double shift, double factor, boolean keepRange) {
        ChannelStatistics before = ChannelStatistics.of(image, channel);
        double least = keepRange ? before.least() : Double.NEGATIVE_INFINITY;
        double greatest = keepRange ? before.greatest() : Double.POSITIVE_INFINITY;
        float[] values = image.values();
        int pixels = image.height() * image.width();
        for (int i = channel * pixels; i < (channel + 1) * pixels; i++) {
            double contrasted = before.mean() + (values[i] - before.mean()) * factor;
            double kept = contrasted < least ? least : contrasted > greatest ? greatest : contrasted;
            values[i] = (float) (kept + shift * before.deviation());
        }
    }
}
