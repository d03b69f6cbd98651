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
 * Creates rotations about the image centre by an angle drawn evenly from a range. A positive angle turns the picture
 * counter-clockwise as seen on the screen.
 */
@Component
@PluginType("rotate")
public final class RotateFactory implements AugmentationFactory {

    private static final Option DEGREES = Option.range(
                    "degrees",
                    -360,
                    360,
                    "the least and the greatest angle in degrees, positive counter-clockwise on the screen")
            .or(List.of(-30.0, 30.0));

    @Override
    public String summary() {
        return "rotates about the image centre by a random angle";
    }

    @Override
    public Options options() {
        return Options.of(DEGREES, Probability.option(1));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        Range degrees = Range.of(arguments, DEGREES);
        return Probability.spatial(arguments, (random, canvas) -> rotation(Math.toRadians(degrees.draw(random))));
    }

    /** Each position of the result, turned back by the angle; y points down. */
    private static CoordinateMap rotation(double angle) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        return point -> {
            double x = point[0];
            double y = point[1];
            point[0] = x * cos - y * sin;
            point[1] = x * sin + y * cos;
        };
    }
}
