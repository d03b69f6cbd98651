// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.kernels;

import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.deconvolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.septum.api.graph.Extent;
import org.septum.api.graph.Op;
import org.septum.backend.onednn.compile.Argument;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.library.Layout;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/**
 * Transposed convolution. Seen from its output it is a convolution with the same stride, whose weights lie as the reference
 * layout has them; its gradients are computed as that convolution and as the gradient of that convolution's weights.
 */
public final class TransposedConvolution {

    private TransposedConvolution() {}

    /** x, weight [in, out, kernel height, kernel width], bias (may be absent) -> y. */
    public static void forward(Op.TransposedConv2d op, Node node, Compilation compilation) {
        Operand x = node.in(0);
        Operand weight = node.in(1);
        Operand y = node.out(0);
        Element computing = compilation.computing();
        memory.desc sourceLayout = Layout.channelsLast(x.dimensions(), computing);
        memory.desc result = Layout.channelsLast(y.dimensions(), y.array().element());
        memory.desc weights = Layout.transposedWeights(weight.dimensions());
        Operand added = node.in().size() > 2 ? node.in(2) : null;
        // oneDNN 3.13's AMX kernel forgets the bias where no input pixel reaches: there it is added afterwards.
        boolean gaps = op.stride().height() > weight.dimension(2) || op.stride().width() > weight.dimension(3);
        Place bias = added == null || gaps ? null : compilation.place(added);
        memory.desc biasLayout = bias == null ? new memory.desc() : Layout.vector(y.channels(), Element.FLOAT32);
        deconvolution_forward.primitive_desc description = new deconvolution_forward.primitive_desc(
                compilation.engine().engine(),
                dnnl.dnnl_forward_training,
                dnnl.dnnl_deconvolution_direct,
                sourceLayout,
                Layout.any(weights, computing),
                biasLayout,
                result,
                Layout.axes(op.stride()),
                new long[2],
                new long[2],
                new long[2],
                Engine.attributes(),
                false);
        Place source = compilation.as(computing, x);
        Place copy = prepare(weight, weights, description.weights_desc(), compilation);
        compilation.add(
                description,
                new deconvolution_forward(description),
                new Argument(dnnl.DNNL_ARG_SRC, sourceLayout, source),
                new Argument(dnnl.DNNL_ARG_WEIGHTS, description.weights_desc(), copy),
                new Argument(dnnl.DNNL_ARG_BIAS, biasLayout, bias),
                new Argument(dnnl.DNNL_ARG_DST, result, compilation.place(y)));
        if (added != null && gaps) {
            Pointwise.addPerChannel(y, added, compilation);
        }
    }

    /** dy, weight -> dx. */
    public static void backwardInput(Op.TransposedConv2d op, Node node, Compilation compilation) {
        Operand dx = node.out(0);
        ConvolutionShape shape = shape(op, node.in(0), dx, dx.array().element(), node.in(1), compilation);
        convolution_forward.primitive_desc description = shape.forward(null, Engine.attributes());
        Place gradient = compilation.as(compilation.computing(), node.in(0));
        Place weights = prepare(node.in(1), shape.weights(), description.weights_desc(), compilation);
        compilation.add(
                description,
                new convolution_forward(description),
                new Argument(dnnl.DNNL_ARG_SRC, shape.large(), gradient),
                new Argument(dnnl.DNNL_ARG_WEIGHTS, description.weights_desc(), weights),
                new Argument(dnnl.DNNL_ARG_DST, shape.small(), compilation.place(dx)));
    }

    /** x, dy -> dweight, dbias (may be absent). */
    public static void backwardWeights(Op.TransposedConv2d op, Node node, Compilation compilation) {
        Operand x = node.in(0);
        Operand dy = node.in(1);
        Operand dweight = node.out(0);
        Place gradient = compilation.as(compilation.computing(), dy);
        Convolution.weightGradient(
                shape(op, dy, x, compilation.computing(), dweight, compilation),
                gradient,
                compilation.as(compilation.computing(), x),
                compilation.place(dweight),
                null,
                compilation);
        if (node.out().size() > 1) {
            sumPixels(dy, gradient, compilation.place(node.out(1)), compilation);
        }
    }

    /** The sum of each channel, as the product of a row of ones with the matrix of pixels by channels. */
    private static void sumPixels(Operand dy, Place gradient, Place sums, Compilation compilation) {
        Element computing = compilation.computing();
        memory.desc ones = Layout.matrix(1, dy.pixels(), computing);
        memory.desc pixels = Layout.matrix(dy.pixels(), dy.channels(), computing);
        memory.desc result = Layout.matrix(1, dy.channels(), Element.FLOAT32);
        matmul.primitive_desc description = new matmul.primitive_desc(
                compilation.engine().engine(), ones, pixels, result, Engine.attributes(), false);
        compilation.add(
                description,
                new matmul(description),
                new Argument(dnnl.DNNL_ARG_SRC, ones, compilation.resources().ones(computing, dy.pixels())),
                new Argument(dnnl.DNNL_ARG_WEIGHTS, pixels, gradient),
                new Argument(dnnl.DNNL_ARG_DST, result, sums));
    }

    private static Place prepare(Operand weight, memory.desc from, memory.desc to, Compilation compilation) {
        return Convolution.prepare(compilation.resources().weightSource(weight), 0, from, to, compilation);
    }

    /** The convolution that leads from the transposed convolution's output to its input. */
    private static ConvolutionShape shape(
            Op.TransposedConv2d op, Operand y, Operand x, Element small, Operand weight, Compilation compilation) {
        return new ConvolutionShape(
                compilation.engine(),
                op.stride(),
                Extent.square(0),
                Extent.ONE,
                Layout.channelsLast(y.dimensions(), compilation.computing()),
                Layout.channelsLast(x.dimensions(), small),
                Layout.weights(weight.dimensions(), weight.dimension(1)),
                compilation.computing());
    }
}
