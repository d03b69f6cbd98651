// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.region;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.losses.Regions;

/**
 * The loss {@code dice}: 1 - (2 shared + smooth) / (predicted + actual + smooth), averaged over classes and samples.
 *
 * <p>F. Milletari, N. Navab and S.-A. Ahmadi, "V-Net: Fully Convolutional Neural Networks for Volumetric Medical Image
 * Segmentation", 3DV 2016 (with squared probabilities); M. Drozdzal et al., "The Importance of Skip Connections in
 * Biomedical Image Segmentation", DLMIA 2016 (without).
 */
@Component
@PluginType("dice")
public final class DiceFactory implements LossFactory {

    private static final Option SQUARED = Option.flag(
                    "squared",
                    "square the probabilities in the predicted size, as V-Net does; not by default, as MONAI")
            .or(false);

    @Override
    public String summary() {
        return "soft Dice: 1 minus twice the overlap over the sizes (Milletari et al. 2016)";
    }

    @Override
    public Options options() {
        return Options.of(
                Regions.background(true, "it does by default, as in MONAI"), Regions.OVER, SQUARED, Regions.SMOOTH);
    }

    @Override
    public Loss create(Arguments arguments) {
        double smooth = arguments.real(Regions.SMOOTH.name());
        return new OverlapLoss(
                Regions.of(arguments),
                arguments.flag(SQUARED.name()),
                (graph, overlap) -> OverlapLoss.complement(graph, overlap.shared(), 2, overlap.sizes(graph), smooth));
    }
}
