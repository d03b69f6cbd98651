// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Extent;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.BlockFactory;
import org.septum.models.layer.Convolution.Form;
import org.septum.models.layer.LayerStyle;

/**
 * The block {@code residual}: two 3 x 3 convolutions, each with normalization, whose result is added to the input before the
 * last activation; where the number of channels changes, the input goes through a 1 x 1 convolution with normalization. Scopes:
 * {@code conv1}, {@code norm1}, {@code conv2}, {@code norm2}, {@code conv_shortcut}, {@code norm_shortcut}. With a stride, which
 * the first convolution takes, the input is averaged over windows of that size.
 *
 * <p>K. He, X. Zhang, S. Ren and J. Sun, "Deep Residual Learning for Image Recognition", CVPR 2016; the averages: T. He et al.,
 * "Bag of Tricks for Image Classification with Convolutional Neural Networks", CVPR 2019 (ResNet-D).
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
        StridedBlock block = (graph, input, outputChannels, kernel, stride) -> {
            Form form = Form.of(kernel);
            Tensor first = style.layer(graph, "1", input, outputChannels, form.withStride(stride));
            Tensor second = style.linear(graph, "2", first, outputChannels, form);
            Tensor averaged = stride.equals(Extent.ONE) ? input : graph.avgPool2d(input, stride);
            Tensor shortcut = input.shape().channels() == outputChannels
                    ? averaged
                    : style.linear(graph, "_shortcut", averaged, outputChannels, Form.POINT);
            return graph.dropout(style.activation().apply(graph, graph.add(second, shortcut)), style.dropout());
        };
        return block;
    }
}
