// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.models.layer.LayerStyle;

/** The block {@code residual}: {@link Residual}. */
@Component
@PluginType("residual")
public final class ResidualFactory implements BlockFactory {

    @Override
    public String summary() {
        return "two 3 x 3 convolutions added to the block's input (He et al. 2016)";
    }

    @Override
    public Options options() {
        return LayerStyle.options("batch", "relu");
    }

    @Override
    public Block create(Arguments arguments) {
        return new Residual(LayerStyle.of(arguments));
    }
}
