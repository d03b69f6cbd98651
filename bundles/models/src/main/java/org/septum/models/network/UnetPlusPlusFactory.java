// SPDX-License-Identifier: Apache-2.0
package org.septum.models.network;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Model;
import org.septum.api.model.ModelFactory;

/** The model {@code unet-plus-plus}: {@link UnetPlusPlus}. */
@Component
@PluginType("unet-plus-plus")
public final class UnetPlusPlusFactory implements ModelFactory {

    @Override
    public String summary() {
        return "U-Net++, whose skip connections are filled with nodes (Zhou et al. 2018)";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.whole("depth", 1, 7, "how often the encoder halves height and width; the paper's is 4")
                        .or(4),
                Option.whole(
                                "base-channels",
                                1,
                                1024,
                                "channels at full resolution, doubled at every halving; the paper's are 32")
                        .or(32),
                Option.component("encoder", Kind.BLOCK, "the block of every encoder level and of the bottleneck")
                        .or("double-conv"),
                Option.component("node", Kind.BLOCK, "the block of every other node; the encoder's if left out")
                        .optional(),
                Option.component("up", Kind.UPSAMPLING, "how a node doubles height and width")
                        .or("transposed-conv"),
                Option.flag("deep-supervision", "whether heads learn from the inner nodes of the finest level too")
                        .or(false));
    }

    @Override
    public Model create(Arguments arguments) {
        return new UnetPlusPlus(arguments);
    }
}
