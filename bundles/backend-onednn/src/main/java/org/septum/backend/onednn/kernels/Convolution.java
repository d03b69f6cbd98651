// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.kernels;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.septum.api.graph.Op;
import org.septum.backend.onednn.compile.Argument;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.compile.FoldedWeights;
import org.septum.backend.onednn.compile.WeightSource;
import org.septum.backend.onednn.compile.Weights;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.library.Layout;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;
import org.septum.backend.onednn.rewrite.Rewriting;

/**
 * Convolution and its gradients. Where {@link Rewriting} has divided the input by channels, so are the weights: the first
 * part makes the result and the others add to it.
 */
public final class Convolution {

    private Convolution() {}

    /** x or its parts, weight, bias (may be absent) -> y, with a normalization and activation if the node has one. */
    public static void forward(Op.Conv2d op, Node node, Compilation compilation) {
        Operand weight = node.afterParts(0);
        Operand y = node.out(0);
        Place bias = node.hasAfterParts(1) ? compilation.place(node.afterParts(1)) : null;
        WeightSource weights = compilation.resources().weightSource(weight);
        if (node.normalization() != null) {
            FoldedWeights folded = compilation.resources().folded(node);
            compilation.add("FoldNormalization", false, "", folded);
            bias = folded.bias();
            weights = folded;
        }
        int first = 0;
        for (int i = 0; i < node.parts(); i++) {
            Operand x = node.in(i);
            ConvolutionShape shape = shape(op, x, y, y.array().element(), weight, compilation);
            boolean last = i == node.parts() - 1;
            Place added = i == 0 ? bias : null;
            memory.desc biasLayout = added == null ? null : Layout.vector(y.channels(), Element.FLOAT32);
            convolution_forward.primitive_desc description =
                    shape.forward(biasLayout, Engine.attributes(after(node, i > 0, last)));
            Place source = compilation.as(compilation.computing(), x);
            Place copy = prepare(
                    weights, bytesBefore(first, weight), shape.weights(), description.weights_desc(), compilation);
            first += x.channels();
            compilation.add(
                    description,
                    new convolution_forward(description),
                    new Argument(dnnl.DNNL_ARG_SRC, shape.large(), source),
                    new Argument(dnnl.DNNL_ARG_WEIGHTS, description.weights_desc(), copy),
                    new Argument(dnnl.DNNL_ARG_BIAS, biasLayout, added),
                    new Argument(dnnl.DNNL_ARG_DST, shape.small(), compilation.place(y)));
        }
    }

    /** What follows the products: adding to what is there, then an activation. */
    private static post_ops after(Node node, boolean add, boolean last) {
        post_ops after = new post_ops();
        if (add) {
            after.append_sum();
        }
        if (last && node.normalization() != null) {
            Op.BatchNorm norm = (Op.BatchNorm) node.normalization().op();
            Eltwise.of(norm.activation())
                    .ifPresent(eltwise -> after.append_eltwise(eltwise.algorithm(), eltwise.alpha(), eltwise.beta()));
        }
        return after;
    }

    /** dy, weight -> dx or its parts. */
    public static void backwardInput(Op.Conv2d op, Node node, Compilation compilation) {
        Operand dy = node.in(0);
        Operand weight = node.in(1);
        Place gradient = compilation.as(compilation.computing(), dy);
        for (int i = 0; i < node.out().size(); i++) {
            Operand dx = node.out(i);
            // No primitive makes a depthwise convolution's gradient in another type than the one it computes in.
            Element element = op.groups() == 1 ? dx.array().element() : compilation.computing();
            Place target = compilation.target(element, dx);
            ConvolutionShape shape = shape(op, dx, element, dy, compilation.computing(), weight, compilation);
            convolution_backward_data.primitive_desc description = shape.backwardData();
            Place copy = prepare(
                    compilation.resources().weightSource(weight),
                    bytesBefore(node.firstChannel(i), weight),
                    shape.weights(),
                    description.weights_desc(),
                    compilation);
            compilation.add(
                    description,
                    new convolution_backward_data(description),
                    new Argument(dnnl.DNNL_ARG_DIFF_DST, shape.small(), gradient),
                    new Argument(dnnl.DNNL_ARG_WEIGHTS, description.weights_desc(), copy),
                    new Argument(dnnl.DNNL_ARG_DIFF_SRC, shape.large(), target));
            compilation.store(element, target, dx);
        }
    }

    /** x or its parts, dy -> dweight, dbias (may be absent). */
    public static void backwardWeights(Op.Conv2d op, Node node, Compilation compilation) {
        Operand dy = node.afterParts(0);
        Operand dweight = node.out(0);
        Operand dbias = node.out().size() > 1 ? node.out(1) : null;
        Element element = gradientElement(op, dweight, compilation);
        Place gradient = compilation.as(element, dy);
        int first = 0;
        for (int i = 0; i < node.parts(); i++) {
            Operand x = node.in(i);
            ConvolutionShape shape = shape(op, x, element, dy, element, dweight, compilation);
            weightGradient(
                    shape,
                    compilation.as(element, x),
                    gradient,
                    compilation.place(dweight).after(bytesBefore(first, dweight)),
                    i == 0 ? dbias : null,
                    compilation);
            first += x.channels();
        }
    }

    /** For depthwise kernels that are larger than 3 x 3, oneDNN's code for float32 takes a third of the time of the other. */
    private static Element gradientElement(Op.Conv2d op, Operand dweight, Compilation compilation) {
        boolean depthwise = op.groups() > 1 && op.groups() == dweight.dimension(0) && dweight.dimension(1) == 1;
        return depthwise && Math.max(dweight.dimension(2), dweight.dimension(3)) > 3
                ? Element.FLOAT32
                : compilation.computing();
    }

    /** Computes in the primitive's favourite layout and brings the result into the reference layout. */
    public static void weightGradient(
            ConvolutionShape shape, Place large, Place small, Place dweight, Operand dbias, Compilation compilation) {
        memory.desc bias = dbias == null ? null : Layout.vector(dbias.elements(), Element.FLOAT32);
        convolution_backward_weights.primitive_desc description = shape.backwardWeights(bias);
        memory.desc layout = description.diff_weights_desc();
        Place result = layout.equals(shape.weights()) ? dweight : compilation.scratch(layout.get_size());
        compilation.add(
                description,
                new convolution_backward_weights(description),
                new Argument(dnnl.DNNL_ARG_SRC, shape.large(), large),
                new Argument(dnnl.DNNL_ARG_DIFF_DST, shape.small(), small),
                new Argument(dnnl.DNNL_ARG_DIFF_WEIGHTS, layout, result),
                new Argument(dnnl.DNNL_ARG_DIFF_BIAS, bias, dbias == null ? null : compilation.place(dbias)));
        if (result != dweight) {
            compilation.reorder(layout, result, shape.weights(), dweight, "Reorder");
        }
    }

    /**
     * Weights in the layout that a primitive asks for, made when the parameters have changed.
     *
     * @param before the bytes of the source's weights before them
     */
    public static Place prepare(
            WeightSource source, long before, memory.desc from, memory.desc to, Compilation compilation) {
        long offset = source.start() + before;
        if (from.equals(to) && source instanceof WeightSource.Parameters) {
            return new Place(source.storage(), offset);
        }
        Weights.Copy copy = compilation.resources().weights().copy(source, offset, from, to);
        compilation.add("PrepareWeights", true, copy.implementation(), copy);
        return copy.place();
    }

    /** How many bytes of one output's weights belong to the inputs before the given one. */
    private static long bytesBefore(int input, Operand weight) {
        return (long) input * weight.dimension(2) * weight.dimension(3) * Float.BYTES;
    }

    private static ConvolutionShape shape(
            Op.Conv2d op, Operand x, Operand y, Element result, Operand weight, Compilation compilation) {
        return shape(op, x, compilation.computing(), y, result, weight, compilation);
    }

    private static ConvolutionShape shape(
            Op.Conv2d op, Operand x, Element large, Operand y, Element small, Operand weight, Compilation compilation) {
        return new ConvolutionShape(
                compilation.engine(),
                op.stride(),
                op.padding(),
                op.dilation(),
                Layout.channelsLast(x.dimensions(), large),
                Layout.channelsLast(y.dimensions(), small),
                op.groups() == 1
                        ? Layout.weights(weight.dimensions(), x.channels())
                        : Layout.groupedWeights(weight.dimensions(), op.groups()),
                large == small ? large : compilation.computing());
    }
}
