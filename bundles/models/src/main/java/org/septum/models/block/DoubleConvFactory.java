// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.models.layer.LayerStyle;

/**
 * The block {@code double-conv}: twice a 3 x 3 convolution (padding 1), normalization and activation; then dropout. Scopes:
 * {@code conv1}, {@code norm1}, {@code conv2}, {@code norm2}.
 */
@Component
@PluginType("double-conv")
public final class DoubleConvFactory implements BlockFactory {

    @Override
    public String summary() {
        return "two 3 x 3 convolutions, each with normalization and activation";
    }

    @Override
    public Options options() {
        return LayerStyle.options();
    }

    @Override
    public Block create(Arguments arguments) {
        return new PlainBlock(LayerStyle.of(arguments), 2);
    }
}
