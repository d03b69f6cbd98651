// SPDX-License-Identifier: Apache-2.0
package org.septum.models.upsampling;

import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Op;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Upsampling;
import org.septum.models.layer.Convolution;

/**
 * Interpolation to twice the size and a convolution with bias, which does not show the checkerboards of a transposed
 * convolution: Odena, Dumoulin and Olah, "Deconvolution and Checkerboard Artifacts", Distill 2016. Parameters
 * {@code weight} [out, in, kernel, kernel] and {@code bias} [out].
 *
 * @param kernel the convolution's size, odd
 */
record InterpolatedUpsampling(Op.Interpolation interpolation, int kernel) implements Upsampling {

    static final Options OPTIONS = Options.of(Convolution.kernelOption(
            7, "the size of the convolution in pixels, odd; the default is that of MMSegmentation's U-Net", 1));

    static Upsampling create(Op.Interpolation interpolation, Arguments arguments) {
        return new InterpolatedUpsampling(interpolation, Convolution.oddKernel(arguments));
    }

    @Override
    public Tensor build(GraphBuilder graph, Tensor input, int outputChannels) {
        Tensor larger = graph.upsample(input, 2, interpolation);
        return Convolution.build(graph, larger, outputChannels, kernel, true);
    }
}
