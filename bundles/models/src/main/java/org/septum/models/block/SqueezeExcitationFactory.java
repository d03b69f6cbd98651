// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;

/** The block {@code squeeze-excitation}: {@link SqueezeExcitation}. */
@Component
@PluginType("squeeze-excitation")
public final class SqueezeExcitationFactory implements BlockFactory {

    @Override
    public String summary() {
        return "another block with its channels weighted by their means (Hu et al. 2018)";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.component("block", Kind.BLOCK, "the block whose channels are weighted")
                        .or("double-conv"),
                Option.whole(
                                "reduction",
                                1,
                                1024,
                                "by what the channels are divided in between; the default is the paper's")
                        .or(16));
    }

    @Override
    public Block create(Arguments arguments) {
        return new SqueezeExcitation(arguments.component("block", Block.class), arguments.whole("reduction"));
    }
}
