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

/**
 * The block {@code conv}: any number of 3 x 3 convolutions, each with normalization and activation; then dropout. With one it is
 * the decoder's block of nnU-Net's residual encoders: F. Isensee et al., "nnU-Net Revisited", MICCAI 2024. Scopes:
 * {@code conv1}, {@code norm1}, {@code conv2}, ...
 */
@Component
@PluginType("conv")
public final class ConvFactory implements BlockFactory {

    private static final Option LAYERS =
            Option.whole("layers", 1, 32, "how many convolutions").or(1);

    @Override
    public String summary() {
        return "3 x 3 convolutions, one or more, each with normalization and activation";
    }

    @Override
    public Options options() {
        return LayerStyle.options(LAYERS);
    }

    @Override
    public Block create(Arguments arguments) {
        return new PlainBlock(LayerStyle.of(arguments), arguments.whole(LAYERS.name()));
    }
}
