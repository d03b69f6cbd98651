// SPDX-License-Identifier: Apache-2.0
package org.septum.models.upsampling;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Parameter;
import org.septum.api.model.Upsampling;
import org.septum.api.model.UpsamplingFactory;

/**
 * The upsampling {@code transposed-conv}, the U-Net paper's "up-convolution". Parameters {@code weight} [in, out, 2, 2] and
 * {@code bias} [out].
 */
@Component
@PluginType("transposed-conv")
public final class TransposedConvFactory implements UpsamplingFactory {

    private static final int KERNEL = 2;

    @Override
    public String summary() {
        return "transposed 2 x 2 convolution with stride 2 and bias";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Upsampling create(Arguments arguments) {
        return (graph, input, outputChannels) -> {
            // PyTorch takes the second size of the weight for the fan-in, which here is the number of output channels.
            Initializer initializer = Initializer.fanIn(outputChannels * KERNEL * KERNEL);
            Parameter weight =
                    graph.parameter("weight", initializer, input.shape().channels(), outputChannels, KERNEL, KERNEL);
            Parameter bias = graph.parameter("bias", initializer, outputChannels);
            return graph.transposedConv2d(input, weight, bias, 2);
        };
    }
}
