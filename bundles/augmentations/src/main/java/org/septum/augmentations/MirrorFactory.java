// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.augment.Augmentation;
import org.septum.api.augment.AugmentationFactory;
import org.septum.api.augment.CoordinateMap;

/**
 * Creates mirrorings, as nnU-Net's: each axis is exchanged in half of the changed samples, independently, so that with two
 * axes each of the four pictures is equally likely. Other shares come from {@link FlipHorizontalFactory} and
 * {@link FlipVerticalFactory}.
 */
@Component
@PluginType("mirror")
public final class MirrorFactory implements AugmentationFactory {

    private static final String HORIZONTAL = "horizontal";
    private static final String VERTICAL = "vertical";
    private static final List<String> BOTH = List.of(HORIZONTAL, VERTICAL);

    private static final Option AXES = Option.list(
                    "axes",
                    new OptionType.Choice(BOTH),
                    "horizontal exchanges left and right, vertical top and bottom; the default is nnU-Net's")
            .or(BOTH);

    @Override
    public String summary() {
        return "exchanges left and right, top and bottom, both or neither, each equally often";
    }

    @Override
    public Options options() {
        return Options.of(AXES, Probability.option(1, "nnU-Net's"));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        List<String> axes = arguments.list(AXES.name(), String.class);
        boolean horizontal = axes.contains(HORIZONTAL);
        boolean vertical = axes.contains(VERTICAL);
        return Probability.spatial(arguments, (random, canvas) -> {
            int x = random.nextBoolean() && horizontal ? -1 : 1;
            int y = random.nextBoolean() && vertical ? -1 : 1;
            return mirroring(x, y);
        });
    }

    private static CoordinateMap mirroring(int x, int y) {
        return point -> {
            point[0] *= x;
            point[1] *= y;
        };
    }
}
