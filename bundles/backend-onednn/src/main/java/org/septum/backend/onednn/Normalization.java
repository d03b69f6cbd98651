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

/** Batch normalization with the activation after it; ReLU is a part of the primitive, others follow in place. */
final class Normalization {

    /** Which elements the forward primitive's ReLU has set to zero. */
    private record Mask(Buffer bits) {}

    private final Op.BatchNorm op;
    private final Compilation compilation;
    private final Element element;
    private final memory.desc layout;
    private final memory.desc channels;

    private Normalization(Op.BatchNorm op, Operand x, Compilation compilation) {
        this.op = op;
        this.compilation = compilation;
        this.element = compilation.computing();
        this.layout = Layout.channelsLast(x.dimensions(), element);
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
        Place target = compilation.target(element, y);
        batch_normalization_forward.primitive_desc description = description(isRelu());
        Place mean = compilation.place(training ? node.out(1) : node.in(3));
        Place variance =
                training ? compilation.scratch((long) y.channels() * Float.BYTES) : compilation.place(node.in(4));
        List<Primitive.Argument> arguments = new ArrayList<>(List.of(
                new Primitive.Argument(DNNL_ARG_SRC, layout, compilation.as(element, node.in(0))),
                new Primitive.Argument(DNNL_ARG_DST, layout, target),
                new Primitive.Argument(DNNL_ARG_SCALE, channels, compilation.place(node.in(1))),
                new Primitive.Argument(DNNL_ARG_SHIFT, channels, compilation.place(node.in(2))),
                new Primitive.Argument(DNNL_ARG_MEAN, channels, mean),
                new Primitive.Argument(DNNL_ARG_VARIANCE, channels, variance)));
        memory.desc workspace = description.workspace_desc();
        if (training && isRelu()) {
            Buffer bits = compilation.workspace(workspace.get_size());
            compilation.remember(y, new Mask(bits));
            arguments.add(new Primitive.Argument(DNNL_ARG_WORKSPACE, workspace, Place.of(bits)));
        }
        compilation.add(
                description,
                new batch_normalization_forward(description),
                arguments.toArray(Primitive.Argument[]::new));
        if (training) {
            compilation.add(new RunningStatistics(op, node, variance, compilation));
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
        Place variance = compilation.scratch((long) dx.channels() * Float.BYTES);
        Place inverse = compilation.place(node.in(5));
        int count = dx.channels();
        compilation.add(step -> RunningStatistics.variances(inverse, variance, count, op.epsilon()));
        batch_normalization_backward.primitive_desc description = new batch_normalization_backward.primitive_desc(
                compilation.engine().engine(),
                dnnl_backward,
                layout,
                layout,
                layout,
                (float) op.epsilon(),
                flags(masked),
                description(masked),
                Engine.attributes(),
                false);
        Place target = compilation.target(element, dx);
        List<Primitive.Argument> arguments = new ArrayList<>(List.of(
                new Primitive.Argument(DNNL_ARG_SRC, layout, compilation.as(element, node.in(1))),
                new Primitive.Argument(DNNL_ARG_DIFF_DST, layout, gradient),
                new Primitive.Argument(DNNL_ARG_SCALE, channels, compilation.place(node.in(3))),
                new Primitive.Argument(DNNL_ARG_MEAN, channels, compilation.place(node.in(4))),
                new Primitive.Argument(DNNL_ARG_VARIANCE, channels, variance),
                new Primitive.Argument(DNNL_ARG_DIFF_SRC, layout, target),
                new Primitive.Argument(DNNL_ARG_DIFF_SCALE, channels, compilation.place(node.out(1))),
                new Primitive.Argument(DNNL_ARG_DIFF_SHIFT, channels, compilation.place(node.out(2)))));
        if (masked) {
            arguments.add(new Primitive.Argument(
                    DNNL_ARG_WORKSPACE, description.workspace_desc(), compilation.keep(mask.bits())));
        }
        compilation.add(
                description,
                new batch_normalization_backward(description),
                arguments.toArray(Primitive.Argument[]::new));
        compilation.store(element, target, dx);
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
