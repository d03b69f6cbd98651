// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.models.layer.LayerStyle;

/**
 * The block {@code residual}: two 3 x 3 convolutions, each with normalization, whose result is added to the input before the
 * last activation; where the number of channels changes, the input goes through a 1 x 1 convolution with normalization. Scopes:
 * {@code conv1}, {@code norm1}, {@code conv2}, {@code norm2}, {@code conv_shortcut}, {@code norm_shortcut}.
 *
 * <p>K. He, X. Zhang, S. Ren and J. Sun, "Deep Residual Learning for Image Recognition", CVPR 2016.
 */
@Component
@PluginType("residual")
public final class ResidualFactory implements BlockFactory {

    @Override
    public String summary() {
        return "two 3 x 3 convolutions added to the block's input (He et al. 2016)";
    }

    @Override
    public Options options() {
        return LayerStyle.options();
    }

    @Override
    public Block create(Arguments arguments) {
        LayerStyle style = LayerStyle.of(arguments);
        return (graph, input, outputChannels) -> {
            Tensor first = style.layer(graph, "1", input, outputChannels, LayerStyle.KERNEL);
            Tensor second = style.linear(graph, "2", first, outputChannels, LayerStyle.KERNEL);
            Tensor shortcut = input.shape().channels() == outputChannels
                    ? input
                    : style.linear(graph, "_shortcut", input, outputChannels, 1);
            return graph.dropout(style.activation().apply(graph, graph.add(second, shortcut)), style.dropout());
        };
    }
}
