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

/**
 * The upsampling {@code pixel-shuffle}. Parameters {@code weight} [4 out, in, kernel, kernel] and {@code bias} [4 out].
 *
 * <p>W. Shi et al., "Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel Convolutional Neural
 * Network", CVPR 2016.
 */
@Component
@PluginType("pixel-shuffle")
public final class PixelShuffleFactory implements UpsamplingFactory {

    private static final int FACTOR = 2;

    @Override
    public String summary() {
        return "a convolution to four times the channels, which become pixels (Shi et al. 2016)";
    }

    @Override
    public Options options() {
        return Options.of(Convolution.kernelOption(
                7, "the size of the convolution in pixels, odd; the default is the paper's", 3));
    }

    @Override
    public Upsampling create(Arguments arguments) {
        int kernel = Convolution.oddKernel(arguments);
        return (graph, input, outputChannels) -> {
            Tensor packed = Convolution.build(graph, input, FACTOR * FACTOR * outputChannels, kernel, true);
            return graph.pixelShuffle(packed, FACTOR);
        };
    }
}
