// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.models.layer.LayerStyle;

/** The block {@code dense}: {@link Dense}. */
@Component
@PluginType("dense")
public final class DenseFactory implements BlockFactory {

    @Override
    public String summary() {
        return "layers that see the results of all layers before (Huang et al. 2017)";
    }

    @Override
    public Options options() {
        return LayerStyle.options(
                "batch",
                "relu",
                Option.whole(
                                "layers",
                                1,
                                32,
                                "how many 3 x 3 convolutions; the default is that of the smallest Tiramisu")
                        .or(4),
                Option.whole("growth", 1, 1024, "the channels of each of them; half of the block's if left out")
                        .optional());
    }

    @Override
    public Block create(Arguments arguments) {
        return new Dense(
                LayerStyle.of(arguments),
                arguments.whole("layers"),
                arguments.has("growth") ? arguments.whole("growth") : 0);
    }
}
