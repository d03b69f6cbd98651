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
 * Creates the smooth uneven brightness of a receiver coil: each channel's intensities above its least, which is taken for
 * air, are multiplied by exp(p), p being a polynomial of row and column, both from -1 to 1 across the result (Van Leemput
 * et al., "Automated Model-Based Bias Field Correction of MR Images of the Brain", IEEE Transactions on Medical Imaging
 * 1999; as in TorchIO and MONAI). All channels share one field. The polynomial has no constant term: it would change the
 * contrast everywhere alike.
 */
@Component
@PluginType("bias-field")
public final class BiasFieldFactory implements AugmentationFactory {

    private static final Option COEFFICIENT = Option.range(
                    "coefficient",
                    -5,
                    5,
                    "the range of the polynomial's coefficients; the default has the size of MONAI's, with both signs")
            .or(List.of(-0.1, 0.1));
    private static final Option ORDER = Option.whole(
                    "order", 1, 5, "the polynomial's total degree; the default is TorchIO's and MONAI's")
            .or(3);

    @Override
    public String summary() {
        return "multiplies by a smooth random field, as uneven coil sensitivity does";
    }

    @Override
    public Options options() {
        return Options.of(COEFFICIENT, ORDER, Probability.option(0.1, "MONAI's"));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        Range coefficient = Range.of(arguments, COEFFICIENT);
        int order = arguments.whole(ORDER.name());
        return Probability.intensity(arguments, (image, random) -> multiply(image, draw(random, coefficient, order)));
    }

    /** The coefficient of row^i column^j in element [i][j], 0 where i + j is 0 or more than the order. */
    private static double[][] draw(RandomGenerator random, Range coefficient, int order) {
        double[][] coefficients = new double[order + 1][order + 1];
        for (int i = 0; i <= order; i++) {
            for (int j = i == 0 ? 1 : 0; i + j <= order; j++) {
                coefficients[i][j] = coefficient.draw(random);
            }
        }
        return coefficients;
    }

    private static void multiply(Image image, double[][] coefficients) {
        int pixels = image.height() * image.width();
        float[] air = new float[image.channels()];
        for (int channel = 0; channel < air.length; channel++) {
            air[channel] = ChannelStatistics.of(image, channel).least();
        }
        float[] values = image.values();
        double[] inRow = new double[coefficients.length];
        for (int row = 0; row < image.height(); row++) {
            double y = position(row, image.height());
            for (int j = 0; j < inRow.length; j++) {
                inRow[j] = 0;
                for (int i = inRow.length - 1; i >= 0; i--) {
                    inRow[j] = inRow[j] * y + coefficients[i][j];
                }
            }
            for (int column = 0; column < image.width(); column++) {
                double x = position(column, image.width());
                double power = 0;
                for (int j = inRow.length - 1; j >= 0; j--) {
                    power = power * x + inRow[j];
                }
                double field = Math.exp(power);
                for (int channel = 0; channel < air.length; channel++) {
                    int at = channel * pixels + row * image.width() + column;
                    values[at] = (float) (air[channel] + (values[at] - air[channel]) * field);
                }
            }
        }
    }

    /** From -1 at the first pixel to 1 at the last. */
    private static double position(int index, int size) {
        return size == 1 ? 0 : 2.0 * index / (size - 1) - 1;
    }
}
