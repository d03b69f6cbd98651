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

/** The block {@code pyramid-pooling}, for a bottleneck: {@link PyramidPooling}. */
@Component
@PluginType("pyramid-pooling")
public final class PyramidPoolingFactory implements BlockFactory {

    @Override
    public String summary() {
        return "means over regions of several sizes beside the features themselves (PSPNet, Zhao et al. 2017)";
    }

    @Override
    public Options options() {
        return LayerStyle.options(
                "batch",
                "relu",
                new Option(
                        "bins",
                        new OptionType.Listing(new OptionType.Whole(1, 1024), 1, 16),
                        Option.Necessity.DEFAULTED,
                        List.of(1L, 2L, 4L),
                        "into how many squares the features' shorter side is divided; the paper's are 1, 2, 3 and 6, these"
                                + " divide sizes that were halved"));
    }

    @Override
    public Block create(Arguments arguments) {
        return new PyramidPooling(LayerStyle.of(arguments), arguments.list("bins", Long.class));
    }
}
