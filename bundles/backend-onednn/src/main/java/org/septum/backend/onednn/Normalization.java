// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fuse_norm_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;

/**
 * Batch normalization with the activation after it; ReLU is a part of the primitive, others follow in place. {@link
 * PackedNormalization} does it where the channels do not fill the processor's registers.
 */
final class Normalization {

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
        this.packs = PixelPacks.of(x, element, compilation.session().lanes().threads());
        this.layout = Layout.channelsLast(packs.areReal() ? x.dimensions() : packs.dimensions(), element);
        this.channels = Layout.vector(x.channels(), Element.FLOAT32);
    }

    /** x, scale, shift, running mean, running variance -> y, and in training the statistics of the batch. */
    static void forward(Op.BatchNorm op, Node node, Compilation compilation) {
        new Normalization(op, node.in(0), compilation).forward(node);
    }

    /** dy, x, y, scale, batch mean, inverse deviation -> dx, dscale, dshift. */
    static void backward(Op.BatchNorm op, Node node, Compilation compilation) {
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
            mask = normalize(node, x, mean, variance, target);
        }
        if (mask != null) {
            compilation.remember(y, new Mask(mask));
        }
        if (training) {
            compilation.add(new RunningStatistics(op, node, variance, compilation));
        }
        otherActivation().ifPresent(eltwise -> eltwise.forward(layout, target, target, compilation));
        compilation.store(element, target, y);
    }

    /** Returns which elements the ReLU has set to zero, if that is kept for the gradient; otherwise null. */
    private Buffer normalize(Node node, Place x, Place mean, Place variance, Place y) {
        batch_normalization_forward.primitive_desc description = description(isRelu());
        List<Primitive.Argument> arguments = new ArrayList<>(List.of(
                new Primitive.Argument(DNNL_ARG_SRC, layout, x),
                new Primitive.Argument(DNNL_ARG_DST, layout, y),
                new Primitive.Argument(DNNL_ARG_SCALE, channels, compilation.place(node.in(1))),
                new Primitive.Argument(DNNL_ARG_SHIFT, channels, compilation.place(node.in(2))),
                new Primitive.Argument(DNNL_ARG_MEAN, channels, mean),
                new Primitive.Argument(DNNL_ARG_VARIANCE, channels, variance)));
        Buffer mask = null;
        if (op.mode() == Mode.TRAINING && isRelu()) {
            memory.desc workspace = description.workspace_desc();
            mask = compilation.workspace(workspace.get_size());
            arguments.add(new Primitive.Argument(DNNL_ARG_WORKSPACE, workspace, Place.of(mask)));
        }
        compilation.add(
                description,
                new batch_normalization_forward(description),
                arguments.toArray(Primitive.Argument[]::new));
        return mask;
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
        batch_normalization_backward.primitive_desc description = new batch_normalization_backward.primitive_desc(
                compilation.engine().engine(),
                dnnl_backward,
                layout,
                layout,
                layout,
                (float) op.epsilon(),
                flags(mask != null),
                description(mask != null),
                Engine.attributes(),
                false);
        List<Primitive.Argument> arguments = new ArrayList<>(List.of(
                new Primitive.Argument(DNNL_ARG_SRC, layout, compilation.as(element, node.in(1))),
                new Primitive.Argument(DNNL_ARG_DIFF_DST, layout, dy),
                new Primitive.Argument(DNNL_ARG_SCALE, channels, compilation.place(node.in(3))),
                new Primitive.Argument(DNNL_ARG_MEAN, channels, compilation.place(node.in(4))),
                new Primitive.Argument(DNNL_ARG_VARIANCE, channels, variance),
                new Primitive.Argument(DNNL_ARG_DIFF_SRC, layout, dx),
                new Primitive.Argument(DNNL_ARG_DIFF_SCALE, channels, compilation.place(node.out(1))),
                new Primitive.Argument(DNNL_ARG_DIFF_SHIFT, channels, compilation.place(node.out(2)))));
        if (mask != null) {
            arguments.add(
                    new Primitive.Argument(DNNL_ARG_WORKSPACE, description.workspace_desc(), compilation.keep(mask)));
        }
        compilation.add(
                description,
                new batch_normalization_backward(description),
                arguments.toArray(Primitive.Argument[]::new));
    }

    private boolean isRelu() {
        return op.activation().function() == Activation.Function.RELU;
    }

    private Optional<Eltwise> otherActivation() {
        return isRelu() ? Optional.empty() : Eltwise.of(op.activation());
    }

    private int flags(boolean relu) {
        int flags = dnnl_use_scale | dnnl_use_shift;
        if (op.mode() == Mode.EVALUATION) {
            flags |= dnnl_use_global_stats;
        }
        return relu ? flags | dnnl_fuse_norm_relu : flags;
    }

    private batch_normalization_forward.primitive_desc description(boolean relu) {
        return new batch_normalization_forward.primitive_desc(
                compilation.engine().engine(),
                op.mode() == Mode.TRAINING ? dnnl_forward_training : dnnl_forward_inference,
                layout,
                layout,
                (float) op.epsilon(),
                flags(relu),
                Engine.attributes(),
                false);
    }
}
