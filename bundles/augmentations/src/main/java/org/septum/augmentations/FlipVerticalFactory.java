// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.augment.Augmentation;
import org.septum.api.augment.AugmentationFactory;

/** Creates flips that exchange top and bottom. */
@Component
@PluginType("flip-vertical")
public final class FlipVerticalFactory implements AugmentationFactory {

    @Override
    public String summary() {
        return "exchanges top and bottom of a share of the samples";
    }

    @Override
    public Options options() {
        return Options.of(Probability.option(0.5));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        return Probability.spatial(arguments, (random, canvas) -> point -> point[1] = -point[1]);
    }
}
