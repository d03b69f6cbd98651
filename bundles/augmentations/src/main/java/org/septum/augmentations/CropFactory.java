// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.augment.Augmentation;
import org.septum.api.augment.AugmentationFactory;
import org.septum.api.augment.Canvas;
import org.septum.api.augment.CoordinateMap;
import org.septum.api.augment.SpatialAugmentation;

/**
 * Creates crops: the result shows a random part of an image larger than itself, instead of its middle. The part never
 * leaves the image; along an axis where the image is no larger than the result it stays in the middle. Shifts are whole
 * pixels of the result, so that a crop alone does not blur. Listed first, it lets what follows turn and scale about the
 * middle of the part.
 *
 * <p>The share of parts around foreground is nnU-Net's (Isensee et al., "nnU-Net: a self-configuring method for deep
 * learning-based biomedical image segmentation", Nature Methods 2021).
 */
@Component
@PluginType("crop")
public final class CropFactory implements AugmentationFactory {

    private static final Option FOREGROUND_PROBABILITY = Option.real(
                    "foreground-probability",
                    0,
                    1,
                    "how often the part is centred on a random foreground pixel, where there is one, instead of"
                            + " anywhere; the default is nnU-Net's. Not used where data.sampling decides it (by-case)")
            .or(0.33);

    @Override
    public String summary() {
        return "shows a random part of a larger image, often one around foreground";
    }

    @Override
    public Options options() {
        return Options.of(FOREGROUND_PROBABILITY, Probability.option(1));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        double share = arguments.real(FOREGROUND_PROBABILITY.name());
        return new Crop(Probability.spatial(arguments, (random, canvas) -> crop(random, canvas, share)));
    }

    private record Crop(SpatialAugmentation drawn) implements SpatialAugmentation {

        @Override
        public CoordinateMap draw(RandomGenerator random, Canvas canvas) {
            return drawn.draw(random, canvas);
        }

        @Override
        public boolean choosesPart() {
            return true;
        }
    }

    private static CoordinateMap crop(RandomGenerator random, Canvas canvas, double share) {
        Optional<double[]> target = target(random, canvas, share);
        double roomX = canvas.imageWidth() - canvas.width();
        double roomY = canvas.imageHeight() - canvas.height();
        int x = target.isPresent() ? towards(target.get()[0], roomX) : anywhere(random, roomX);
        int y = target.isPresent() ? towards(target.get()[1], roomY) : anywhere(random, roomY);
        return point -> {
            point[0] += x;
            point[1] += y;
        };
    }

    private static Optional<double[]> target(RandomGenerator random, Canvas canvas, double share) {
        if (canvas.isAimed()) {
            return canvas.target(random);
        }
        return random.nextDouble() < share ? canvas.foreground(random) : Optional.empty();
    }

    private static int anywhere(RandomGenerator random, double room) {
        return random.nextInt(least(room), greatest(room) + 1);
    }

    private static int towards(double target, double room) {
        return (int) Math.min(Math.max(Math.round(target), least(room)), greatest(room));
    }

    /** How far the part may move up or left of the middle, as a number that is negative or zero. */
    private static int least(double room) {
        return -(int) Math.floor(Math.max(room, 0) / 2);
    }

    /** How far down or right. An odd room leaves one pixel more here: the middle is then half a pixel up or left. */
    private static int greatest(double room) {
        boolean odd = room > 0 && Math.rint(room) == room && room % 2 == 1;
        return odd ? -least(room) + 1 : -least(room);
    }
}
