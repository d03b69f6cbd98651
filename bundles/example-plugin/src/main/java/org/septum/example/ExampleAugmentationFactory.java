// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.augment.Augmentation;
import org.septum.api.augment.AugmentationFactory;
import org.septum.api.augment.IntensityAugmentation;
import org.septum.api.data.Image;

/** Creates {@code example-augmentation}: every intensity of a sample is raised or lowered by the same random amount. */
@Component
@PluginType("example-augmentation")
public final class ExampleAugmentationFactory implements AugmentationFactory {

    @Override
    public String summary() {
        return "raises or lowers all intensities by a random amount";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.real("amount", 0, 1, "the most that is added or taken away")
                        .or(0.1),
                Option.real("probability", 0, 1, "how often a sample is changed")
                        .or(0.5));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        return new ExampleAugmentation(arguments.real("amount"), arguments.real("probability"));
    }

    private record ExampleAugmentation(double amount, double probability) implements IntensityAugmentation {

        /** All that is random comes from the generator: the same sample is changed in the same way in every run. */
        @Override
        public void apply(Image image, RandomGenerator random) {
            if (random.nextDouble() >= probability) {
                return;
            }
            float added = (float) random.nextDouble(-amount, amount + Double.MIN_NORMAL);
            float[] values = image.values();
            for (int i = 0; i < values.length; i++) {
                values[i] += added;
            }
        }
    }
}
