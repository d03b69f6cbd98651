// SPDX-License-Identifier: Apache-2.0
package org.septum.models.upsampling;

import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.graph.Op;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Upsampling;
import org.septum.api.model.UpsamplingFactory;
import org.septum.models.layer.Convolution;
import org.septum.models.layer.Convolution.Form;
import org.septum.models.layer.Initialization;

/**
 * Interpolation to a larger size and a convolution with bias, which does not show the checkerboards of a transposed
 * convolution: Odena, Dumoulin and Olah, "Deconvolution and Checkerboard Artifacts", Distill 2016. Parameters
 * {@code weight} [out, in, kernel, kernel] and {@code bias} [out].
 */
abstract class InterpolatedUpsampling implements UpsamplingFactory {

    private final Op.Interpolation interpolation;

    InterpolatedUpsampling(Op.Interpolation interpolation) {
        this.interpolation = interpolation;
    }

    @Override
    public final Options options() {
        return Options.of(
                Convolution.kernelOption(
                        7,
                        "the size of the convolution in pixels, odd; the default is that of MMSegmentation's U-Net",
                        1),
                Initialization.OPTION,
                UpsamplingSlope.OPTION);
    }

    @Override
    public final Upsampling create(Arguments arguments) {
        Form form = Form.of(Convolution.oddKernel(arguments));
        Initialization initialization = UpsamplingSlope.initialization(arguments);
        return (graph, input, outputChannels, factor) -> {
            Tensor larger = graph.upsample(input, factor, interpolation);
            return Convolution.build(graph, larger, outputChannels, form, true, initialization);
        };
    }
}
