// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.region;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Tensor;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.losses.Regions;

/**
 * The loss {@code focal-tversky}: the complement of the Tversky index to the power 1 / gamma, averaged over classes and
 * samples.
 *
 * <p>N. Abraham and N. M. Khan, "A Novel Focal Tversky Loss Function with Improved Attention U-Net for Lesion
 * Segmentation", ISBI 2019.
 */
@Component
@PluginType("focal-tversky")
public final class FocalTverskyFactory implements LossFactory {

    private static final Option GAMMA = Option.real(
                    "gamma",
                    0.1,
                    10,
                    "above 1 the slope grows as a region becomes better, below 1 it shrinks; the default is the paper's")
            .or(4.0 / 3);

    /** Below it a root's slope would be infinite, and the region is as good as perfect: its gradient is 0. */
    private static final double NEGLIGIBLE = 1e-7;

    @Override
    public String summary() {
        return "a power of the Tversky loss that dwells on badly segmented regions (Abraham and Khan 2019)";
    }

    @Override
    public Options options() {
        return TverskyIndex.options("the paper", GAMMA);
    }

    @Override
    public Loss create(Arguments arguments) {
        TverskyIndex index = TverskyIndex.of(arguments);
        double exponent = 1 / arguments.real(GAMMA.name());
        return new OverlapLoss(Regions.of(arguments), false, (graph, overlap) -> {
            Tensor complement = graph.clamp(index.complement(graph, overlap), NEGLIGIBLE, 1);
            return graph.pow(complement, exponent);
        });
    }
}
