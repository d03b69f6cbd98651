// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.region;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.losses.Regions;

/**
 * The loss {@code tversky}: {@link TverskyIndex}, averaged over classes and samples.
 *
 * <p>S. S. M. Salehi, D. Erdogmus and A. Gholipour, "Tversky Loss Function for Image Segmentation Using 3D Fully
 * Convolutional Deep Networks", MLMI 2017.
 */
@Component
@PluginType("tversky")
public final class TverskyFactory implements LossFactory {

    @Override
    public String summary() {
        return "Dice with separate weights for false positives and false negatives (Salehi et al. 2017)";
    }

    @Override
    public Options options() {
        return TverskyIndex.options("the paper's best result");
    }

    @Override
    public Loss create(Arguments arguments) {
        TverskyIndex index = TverskyIndex.of(arguments);
        return new OverlapLoss(Regions.of(arguments), false, index::complement);
    }
}
