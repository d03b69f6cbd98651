// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.kernels;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.septum.api.graph.Extent;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.library.Layout;

/**
 * A convolution without its arrays.
 *
 * @param large the layout of what forward convolution reads
 * @param small the layout of what it makes
 * @param weights the weights' layout in the parameters
 * @param element the type in which the weights are multiplied
 */
public record ConvolutionShape(
        Engine engine,
        Extent stride,
        Extent padding,
        Extent dilation,
        memory.desc large,
        memory.desc small,
        memory.desc weights,
        Element element) {

    private static final memory.desc NONE = new memory.desc();

    /** large, weights, bias (may be null) -> small. */
    public convolution_forward.primitive_desc forward(memory.desc bias, primitive_attr attributes) {
        return new convolution_forward.primitive_desc(
                engine.engine(),
                dnnl.dnnl_forward_training,
                dnnl.dnnl_convolution_direct,
                large,
                Layout.any(weights, element),
                bias == null ? NONE : bias,
                small,
                Layout.axes(stride),
                gaps(),
                Layout.axes(padding),
                Layout.axes(padding),
                attributes,
                false);
    }

    /** small, weights -> large. */
    public convolution_backward_data.primitive_desc backwardData() {
        return new convolution_backward_data.primitive_desc(
                engine.engine(),
                dnnl.dnnl_convolution_direct,
                large,
                Layout.any(weights, element),
                small,
                Layout.axes(stride),
                gaps(),
                Layout.axes(padding),
                Layout.axes(padding),
                hint(),
                Engine.attributes(),
                false);
    }

    /** large, small -> weights in float32, bias (may be null). */
    public convolution_backward_weights.primitive_desc backwardWeights(memory.desc bias) {
        return new convolution_backward_weights.primitive_desc(
                engine.engine(),
                dnnl.dnnl_convolution_direct,
                large,
                Layout.any(weights, Element.FLOAT32),
                bias == null ? NONE : bias,
                small,
                Layout.axes(stride),
                gaps(),
                Layout.axes(padding),
                Layout.axes(padding),
                hint(),
                Engine.attributes(),
                false);
    }

    private convolution_forward.primitive_desc hint() {
        return forward(null, Engine.attributes());
    }

    /** How many pixels lie between those that a kernel's elements meet. */
    private long[] gaps() {
        return new long[] {dilation.height() - 1, dilation.width() - 1};
    }
}
