// SPDX-License-Identifier: Apache-2.0
package org.septum.models.upsampling;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Parameter;
import org.septum.api.model.Upsampling;
import org.septum.api.model.UpsamplingFactory;
import org.septum.models.layer.Initialization;

/**
 * The upsampling {@code transposed-conv}, the U-Net paper's "up-convolution": its kernel and stride are the factor, 2 x 2 for most
 * networks. Parameters {@code weight} [in, out, factor's height, factor's width] and {@code bias} [out].
 */
@Component
@PluginType("transposed-conv")
public final class TransposedConvFactory implements UpsamplingFactory {

    @Override
    public String summary() {
        return "transposed convolution with bias whose kernel and stride are the factor, 2 x 2 for most networks";
    }

    @Override
    public Options options() {
        return Options.of(Initialization.OPTION, UpsamplingSlope.OPTION);
    }

    @Override
    public Upsampling create(Arguments arguments) {
        Initialization initialization = UpsamplingSlope.initialization(arguments);
        return (graph, input, outputChannels, factor) -> {
            // PyTorch takes the second size of the weight for the fan-in, which here is the number of output channels.
            int fanIn = outputChannels * factor.area();
            Parameter weight = graph.parameter(
                    "weight",
                    initialization.weight(fanIn),
                    input.shape().channels(),
                    outputChannels,
                    factor.height(),
                    factor.width());
            Parameter bias = graph.parameter("bias", initialization.bias(fanIn), outputChannels);
            return graph.transposedConv2d(input, weight, bias, factor);
        };
    }
}
