// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.models.layer.Convolution.Form;
import org.septum.models.layer.LayerStyle;

/**
 * The block {@code dense}: layers that each see the input and the results of all layers before, then a 1 x 1 convolution to the
 * right number of channels. Here every layer is convolution, normalization, activation; in the paper the convolution comes
 * last. Scopes: {@code conv1}, {@code norm1}, ..., {@code conv_transition}, {@code norm_transition}.
 *
 * <p>G. Huang, Z. Liu, L. van der Maaten and K. Q. Weinberger, "Densely Connected Convolutional Networks", CVPR 2017; in a
 * U-Net: S. Jegou et al., "The One Hundred Layers Tiramisu", CVPR workshops 2017.
 */
@Component
@PluginType("dense")
public final class DenseFactory implements BlockFactory {

    private static final Option LAYERS = Option.whole(
                    "layers", 1, 32, "how many 3 x 3 convolutions; the default is that of the smallest Tiramisu")
            .or(4);
    private static final Option GROWTH = Option.whole(
                    "growth", 1, 1024, "the channels of each of them; half of the block's if left out")
            .optional();

    @Override
    public String summary() {
        return "layers that see the results of all layers before (Huang et al. 2017)";
    }

    @Override
    public Options options() {
        return LayerStyle.options(LAYERS, GROWTH);
    }

    @Override
    public Block create(Arguments arguments) {
        LayerStyle style = LayerStyle.of(arguments);
        int layers = arguments.whole(LAYERS.name());
        KernelBlock block = (graph, input, outputChannels, kernel) -> {
            int growth =
                    arguments.has(GROWTH.name()) ? arguments.whole(GROWTH.name()) : Math.max(1, outputChannels / 2);
            List<Tensor> features = new ArrayList<>(List.of(input));
            for (int number = 1; number <= layers; number++) {
                Tensor all = graph.concat(features);
                features.add(style.layer(graph, Integer.toString(number), all, growth, Form.of(kernel)));
            }
            Tensor result = style.layer(graph, "_transition", graph.concat(features), outputChannels, Form.POINT);
            return graph.dropout(result, style.dropout());
        };
        return block;
    }
}
