// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.models.layer.Convolution;
import org.septum.models.layer.Convolution.Form;
import org.septum.models.layer.LayerStyle;

/**
 * The recurrent residual block, {@code recurrent}: a 1 x 1 convolution to the right number of channels, then twice a 3 x 3
 * convolution that sees its own result of the step before added to its input; their result is added to the first convolution's.
 * The convolution's weights are the same in all steps, its normalization is not: T. Cooijmans et al., "Recurrent Batch
 * Normalization", ICLR 2017. Scopes: {@code input}, {@code conv1}, {@code norm1_0}, {@code norm1_1}, ..., {@code conv2},
 * {@code norm2_0}, ...
 *
 * <p>M. Z. Alom et al., "Recurrent Residual Convolutional Neural Network based on U-Net (R2U-Net) for Medical Image
 * Segmentation", arXiv:1802.06955, 2018.
 */
@Component
@PluginType("recurrent")
public final class RecurrentFactory implements BlockFactory {

    private static final Option STEPS = Option.whole(
                    "steps", 1, 10, "how often each convolution sees its own result; the default is the paper's")
            .or(2);

    @Override
    public String summary() {
        return "convolutions that see their own result again, added to the input (R2U-Net, Alom et al. 2018)";
    }

    @Override
    public Options options() {
        return LayerStyle.options(STEPS);
    }

    @Override
    public Block create(Arguments arguments) {
        LayerStyle style = LayerStyle.of(arguments);
        int steps = arguments.whole(STEPS.name());
        KernelBlock block = (graph, input, outputChannels, kernel) -> {
            Tensor x = Convolution.build(
                    graph.scope("input"), input, outputChannels, Form.POINT, true, style.initialization());
            Tensor first = unrolled(graph, 1, x, style, steps, kernel);
            Tensor second = unrolled(graph, 2, first, style, steps, kernel);
            return graph.dropout(graph.add(x, second), style.dropout());
        };
        return block;
    }

    private static Tensor unrolled(
            GraphBuilder graph, int number, Tensor x, LayerStyle style, int steps, Extent kernel) {
        int channels = x.shape().channels();
        GraphBuilder scope = graph.scope("conv" + number);
        Convolution shared =
                Convolution.of(scope, channels, channels, Form.of(kernel), style.bias(), style.initialization());
        Tensor seen = x;
        Tensor y = null;
        for (int step = 0; step <= steps; step++) {
            GraphBuilder norm = graph.scope("norm" + number + "_" + step);
            y = style.activation().apply(graph, style.norm().build(norm, shared.apply(scope, seen)));
            seen = graph.add(x, y);
        }
        return y;
    }
}
