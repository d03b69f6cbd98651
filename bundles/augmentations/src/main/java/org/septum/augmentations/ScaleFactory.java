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
 * Creates enlargements and reductions about the image centre. By default factors are drawn so that every ratio is equally
 * likely; above 1 the picture grows. Range and probability are nnU-Net's (Isensee et al., "nnU-Net: a self-configuring method for
 * deep learning-based biomedical image segmentation", Nature Methods 2021), which draws evenly by how
 * much the picture shrinks: {@code factor: [0.7143, 1.4286], distribution: inverse}.
 */
@Component
@PluginType("scale")
public final class ScaleFactory implements AugmentationFactory {

    private static final Option FACTOR = Option.range(
                    "factor",
                    0.1,
                    10,
                    "the least and the greatest factor, above 1 to enlarge; the default is nnU-Net's")
            .or(List.of(0.7, 1.4));
    private static final Option KEEP_ASPECT = Option.flag(
                    "keep-aspect", "one factor for both axes, instead of one for each; the default is nnU-Net's")
            .or(true);

    @Override
    public String summary() {
        return "enlarges or shrinks about the image centre by a random factor";
    }

    @Override
    public Options options() {
        return Options.of(
                FACTOR,
                Factors.option(Factors.RATIO, "nnU-Net's are inverse"),
                KEEP_ASPECT,
                Probability.option(0.2, "nnU-Net's"));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        Factors factor = Factors.of(arguments, FACTOR);
        boolean keepAspect = arguments.flag(KEEP_ASPECT.name());
        return Probability.spatial(arguments, (random, canvas) -> {
            double x = factor.draw(random);
            return scaling(x, keepAspect ? x : factor.draw(random));
        });
    }

    private static CoordinateMap scaling(double x, double y) {
        return point -> {
            point[0] /= x;
            point[1] /= y;
        };
    }
}
