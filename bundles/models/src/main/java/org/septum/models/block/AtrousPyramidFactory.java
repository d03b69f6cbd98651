// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.models.layer.LayerStyle;

/** The block {@code atrous-pyramid}, for a bottleneck: {@link AtrousPyramid}. */
@Component
@PluginType("atrous-pyramid")
public final class AtrousPyramidFactory implements BlockFactory {

    @Override
    public String summary() {
        return "convolutions with several dilations side by side (ASPP, Chen et al. 2017)";
    }

    @Override
    public Options options() {
        return LayerStyle.options(
                "batch",
                "relu",
                new Option(
                        "rates",
                        new OptionType.Listing(new OptionType.Whole(2, 1024), 1, 16),
                        Option.Necessity.DEFAULTED,
                        List.of(2L, 4L, 8L),
                        "the distances of the 3 x 3 kernels' elements in pixels; the paper's are 6, 12 and 18 for features"
                                + " of 65 x 65, these suit 16 x 16"));
    }

    @Override
    public Block create(Arguments arguments) {
        return new AtrousPyramid(LayerStyle.of(arguments), arguments.list("rates", Long.class));
    }
}
