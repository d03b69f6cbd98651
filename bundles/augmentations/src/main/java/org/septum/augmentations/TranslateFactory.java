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
import org.septum.api.augment.CoordinateMap;

/**
 * Creates shifts, drawn evenly and separately along width (positive to the right) and height (positive downwards). Range
 * and probability are Albumentations' (Buslaev et al., "Albumentations: Fast and Flexible Image Augmentations",
 * Information 2020).
 */
@Component
@PluginType("translate")
public final class TranslateFactory implements AugmentationFactory {

    private static final String FRACTION = "fraction";
    private static final String PIXELS = "pixels";

    private static final Option DISTANCE = Option.range(
                    "distance",
                    -10000,
                    10000,
                    "the least and the greatest shift, positive to the right and downwards; the default is"
                            + " Albumentations'")
            .or(List.of(-0.0625, 0.0625));
    private static final Option UNIT = Option.choice(
                    "unit",
                    List.of(FRACTION, PIXELS),
                    "whether distances are parts of the result's width and height (from -1 to 1) or pixels")
            .or(FRACTION);

    @Override
    public String summary() {
        return "shifts along width and height by random distances";
    }

    @Override
    public Options options() {
        return Options.of(DISTANCE, UNIT, Probability.option(0.5, "Albumentations'"));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        Range distance = Range.of(arguments, DISTANCE);
        boolean pixels = arguments.text(UNIT.name()).equals(PIXELS);
        if (!pixels && (distance.least() < -1 || distance.greatest() > 1)) {
            throw arguments.error(
                    DISTANCE.name(),
                    "found [" + distance.least() + ", " + distance.greatest()
                            + "], allowed are parts of the size from -1 to 1; for pixels add unit: pixels");
        }
        return Probability.spatial(
                arguments,
                (random, canvas) -> shift(
                        distance.draw(random) * (pixels ? 1 : canvas.width()),
                        distance.draw(random) * (pixels ? 1 : canvas.height())));
    }

    private static CoordinateMap shift(double x, double y) {
        return point -> {
            point[0] -= x;
            point[1] -= y;
        };
    }
}
