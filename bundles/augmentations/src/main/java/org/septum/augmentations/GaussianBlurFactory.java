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
 * Creates Gaussian blur of a random width, drawn evenly, by default once for all channels and both axes. The kernel ends at four standard
 * deviations, as SciPy's; beyond the border the border's intensities go on. Range and probability are nnU-Net's (Isensee
 * et al., "nnU-Net: a self-configuring method for deep learning-based biomedical image segmentation", Nature Methods
 * 2021), which blurs each channel of a chosen sample with probability 0.5, and draws for each channel and axis:
 * {@code each-axis: true, each-channel: true, channel-probability: 0.5}.
 */
@Component
@PluginType("gaussian-blur")
public final class GaussianBlurFactory implements AugmentationFactory {

    private static final Option SIGMA = Option.range(
                    "sigma",
                    0.05,
                    32,
                    "the least and the greatest standard deviation of the Gaussian, in pixels of the result; the"
                            + " default is nnU-Net's")
            .or(List.of(0.5, 1.0));

    private static final Option EACH_AXIS = Option.flag(
                    "each-axis", "draws for height and for width, instead of once for both; nnU-Net does")
            .or(false);

    private static final double TRUNCATION = 4;

    @Override
    public String summary() {
        return "blurs by a Gaussian of random width";
    }

    @Override
    public Options options() {
        return Options.of(
                SIGMA,
                EACH_AXIS,
                Channels.each(false, "nnU-Net does"),
                Channels.probability(1, "nnU-Net's is 0.5"),
                Probability.option(0.2, "nnU-Net's"));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        Range sigma = Range.of(arguments, SIGMA);
        boolean eachAxis = arguments.flag(EACH_AXIS.name());
        Channels channels = Channels.of(arguments);
        return Probability.intensity(
                arguments,
                (image, random) -> channels.change(
                        image, random, generator -> Kernels.draw(generator, sigma, eachAxis), (kernels, channel) -> {
                            alongWidth(image, channel, kernels.width);
                            alongHeight(image, channel, kernels.height);
                        }));
    }

    /** The weights along each axis. */
    private record Kernels(float[] width, float[] height) {

        static Kernels draw(RandomGenerator random, Range sigma, boolean eachAxis) {
            float[] width = kernel(sigma.draw(random));
            return new Kernels(width, eachAxis ? kernel(sigma.draw(random)) : width);
        }
    }

    /** Weights that add up to 1, the greatest in the middle. */
    private static float[] kernel(double sigma) {
        int radius = (int) (TRUNCATION * sigma + 0.5);
        double[] weights = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double distance = (i - radius) / sigma;
            weights[i] = StrictMath.exp(-distance * distance / 2);
            sum += weights[i];
        }
        float[] kernel = new float[weights.length];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (weights[i] / sum);
        }
        return kernel;
    }

    private static void alongWidth(Image image, int channel, float[] kernel) {
        int width = image.width();
        int radius = kernel.length / 2;
        float[] values = image.values();
        float[] line = new float[width + 2 * radius];
        for (int row = 0; row < image.height(); row++) {
            int start = (channel * image.height() + row) * width;
            for (int i = 0; i < line.length; i++) {
                line[i] = values[start + Math.min(Math.max(i - radius, 0), width - 1)];
            }
            for (int column = 0; column < width; column++) {
                float sum = 0;
                for (int k = 0; k < kernel.length; k++) {
                    sum += kernel[k] * line[column + k];
                }
                values[start + column] = sum;
            }
        }
    }

    private static void alongHeight(Image image, int channel, float[] kernel) {
        int height = image.height();
        int width = image.width();
        int radius = kernel.length / 2;
        float[] values = image.values();
        int start = channel * height * width;
        float[] plane = new float[height * width];
        for (int row = 0; row < height; row++) {
            for (int k = 0; k < kernel.length; k++) {
                float weight = kernel[k];
                int from = start + Math.min(Math.max(row + k - radius, 0), height - 1) * width;
                for (int column = 0; column < width; column++) {
                    plane[row * width + column] += weight * values[from + column];
                }
            }
        }
        System.arraycopy(plane, 0, values, start, plane.length);
    }
}
