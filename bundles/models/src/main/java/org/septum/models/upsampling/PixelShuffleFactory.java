// SPDX-License-Identifier: Apache-2.0
package org.septum.models.upsampling;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Upsampling;
import org.septum.api.model.UpsamplingFactory;
import org.septum.models.layer.Convolution;
import org.septum.models.layer.Convolution.Form;
import org.septum.models.layer.Initialization;

/**
 * The upsampling {@code pixel-shuffle}. Parameters {@code weight} [area out, in, kernel, kernel] and {@code bias} [area out], area
 * being that of the factor: 4 for most networks.
 *
 * <p>W. Shi et al., "Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel Convolutional Neural
 * Network", CVPR 2016.
 */
@Component
@PluginType("pixel-shuffle")
public final class PixelShuffleFactory implements UpsamplingFactory {

    @Override
    public String summary() {
        return "a convolution to several times the channels, which become pixels (Shi et al. 2016)";
    }

    @Override
    public Options options() {
        return Options.of(
                Convolution.kernelOption(
                        7, "the size of the convolution in pixels, odd; the default is the paper's", 3),
                Initialization.OPTION,
                UpsamplingSlope.OPTION);
    }

    @Override
    public Upsampling create(Arguments arguments) {
        Form form = Form.of(Convolution.oddKernel(arguments));
        Initialization initialization = UpsamplingSlope.initialization(arguments);
        return (graph, input, outputChannels, factor) -> {
            Tensor packed = Convolution.build(graph, input, factor.area() * outputChannels, form, true, initialization);
            return graph.pixelShuffle(packed, factor);
        };
    }
}
