// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.normalization;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.kernels.Eltwise;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Layout;
import org.septum.backend.onednn.memory.Buffer;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/**
 * Batch normalization with the activation after it; ReLU is a part of the primitive, others follow in place. {@link
 * PackedNormalization} does it where the channels do not fill the processor's registers.
 */
public final class Normalization {

    /** Which elements the forward primitive's ReLU has set to zero. */
    private record Mask(Buffer bits) {}

    private final Op.BatchNorm op;
    private final Compilation compilation;
    private final Element element;
    private final memory.desc layout;
    private final memory.desc channels;
    private final PixelPacks packs;

    private Normalization(Op.BatchNorm op, Operand x, Compilation compilation) {
        this.op = op;
        this.compilation = compilation;
        this.element = compilation.computing();
        this.packs = PixelPacks.of(x, element, compilation.resources().lanes().threads());
        this.layout = Layout.channelsLast(packs.areReal() ? x.dimensions() : packs.dimensions(), element);
        this.channels = Layout.vector(x.channels(), Element.FLOAT32);
    }

    /** x, scale, shift, running mean, running variance -> y, and in training the statistics of the batch. */
    public static void forward(Op.BatchNorm op, Node node, Compilation compilation) {
        new Normalization(op, node.in(0), compilation).forward(node);
    }

    /** dy, x, y, scale, batch mean, inverse deviation -> dx, dscale, dshift. */
    public static void backward(Op.BatchNorm op, Node node, Compilation compilation) {
        new Normalization(op, node.in(1), compilation).backward(node);
    }

    private void forward(Node node) {
        boolean training = op.mode() == Mode.TRAINING;
        Operand y = node.out(0);
        Place x = compilation.as(element, node.in(0));
        Place target = compilation.target(element, y);
        Place mean = compilation.place(training ? node.out(1) : node.in(3));
        Place variance =
                training ? compilation.scratch((long) y.channels() * Float.BYTES) : compilation.place(node.in(4));
        Buffer mask;
        if (packs.areReal()) {
            PackedNormalization packed = new PackedNormalization(op, isRelu(), packs, compilation);
            if (training) {
                packed.statistics(x, target, mean, variance);
            }
            mask = packed.normalize(
                    training, x, compilation.place(node.in(1)), compilation.place(node.in(2)), mean, variance, target);
        } else {
            mask = primitive(isRelu())
                    .forward(x, compilation.place(node.in(1)), compilation.place(node.in(2)), mean, variance, target);
        }
        if (mask != null) {
            compilation.remember(y, new Mask(mask));
        }
        if (training) {
            RunningStatistics.update(op, node, variance, compilation);
        }
        otherActivation().ifPresent(eltwise -> eltwise.forward(layout, target, target, compilation));
        compilation.store(element, target, y);
    }

    private void backward(Node node) {
        Operand y = node.in(2);
        Operand dx = node.out(0);
        Place gradient = compilation.as(element, node.in(0));
        Mask mask = compilation.recall(y, Mask.class);
        boolean masked = isRelu() && mask != null;
        if (!masked && op.activation().function() != Activation.Function.IDENTITY) {
            Place before = compilation.scratch(dx.elements() * element.bytes());
            Eltwise.of(op.activation())
                    .orElseThrow()
                    .backward(layout, gradient, compilation.as(element, y), before, compilation);
            gradient = before;
        }
        Place target = compilation.target(element, dx);
        Buffer bits = masked ? mask.bits() : null;
        if (packs.areReal() && op.mode() == Mode.TRAINING) {
            new PackedNormalization(op, masked, packs, compilation).gradient(node, gradient, bits, target);
        } else {
            gradient(node, gradient, bits, target);
        }
        compilation.store(element, target, dx);
    }

    private void gradient(Node node, Place dy, Buffer mask, Place dx) {
        int count = node.out(0).channels();
        Place variance = compilation.scratch((long) count * Float.BYTES);
        Place inverse = compilation.place(node.in(5));
        compilation.add(step -> RunningStatistics.variances(inverse, variance, count, op.epsilon()));
        primitive(mask != null)
                .backward(
                        compilation.as(element, node.in(1)),
                        dy,
                        compilation.place(node.in(3)),
                        compilation.place(node.in(4)),
                        variance,
                        mask,
                        dx,
                        compilation.place(node.out(1)),
                        compilation.place(node.out(2)));
    }

    private boolean isRelu() {
        return op.activation().function() == Activation.Function.RELU;
    }

    private Optional<Eltwise> otherActivation() {
        return isRelu() ? Optional.empty() : Eltwise.of(op.activation());
    }

    private BatchNormPrimitive primitive(boolean relu) {
        boolean training = op.mode() == Mode.TRAINING;
        int flags = dnnl.dnnl_use_scale | dnnl.dnnl_use_shift;
        if (op.mode() == Mode.EVALUATION) {
            flags |= dnnl.dnnl_use_global_stats;
        }
        return new BatchNormPrimitive(
                layout,
                channels,
                training ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference,
                relu ? flags | dnnl.dnnl_fuse_norm_relu : flags,
                (float) op.epsilon(),
                compilation);
    }
}
