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

/** The block {@code recurrent}: {@link Recurrent}. */
@Component
@PluginType("recurrent")
public final class RecurrentFactory implements BlockFactory {

    @Override
    public String summary() {
        return "convolutions that see their own result again, added to the input (R2U-Net, Alom et al. 2018)";
    }

    @Override
    public Options options() {
        return LayerStyle.options(
                "batch",
                "relu",
                Option.whole(
                                "steps",
                                1,
                                10,
                                "how often each convolution sees its own result; the default is the paper's")
                        .or(2));
    }

    @Override
    public Block create(Arguments arguments) {
        return new Recurrent(LayerStyle.of(arguments), arguments.whole("steps"));
    }
}
