// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.kernels;

import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc;
import org.septum.api.graph.Op;
import org.septum.backend.onednn.compile.Argument;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.library.Layout;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/** Upsampling by a whole factor, and its gradient; they compute in the type in which their result is stored. */
public final class Upsampling {

    private final Op.Upsample op;
    private final Compilation compilation;
    private final Element element;
    private final memory.desc small;
    private final memory.desc large;

    private Upsampling(Op.Upsample op, Operand small, Operand large, Element element, Compilation compilation) {
        this.op = op;
        this.compilation = compilation;
        this.element = element;
        this.small = Layout.channelsLast(small.dimensions(), element);
        this.large = Layout.channelsLast(large.dimensions(), element);
    }

    /** x -> y. */
    public static void forward(Op.Upsample op, Node node, Compilation compilation) {
        Upsampling upsampling =
                new Upsampling(op, node.in(0), node.out(0), node.out(0).array().element(), compilation);
        upsampling.add(
                upsampling.forward(), dnnl.DNNL_ARG_SRC, upsampling.small, dnnl.DNNL_ARG_DST, upsampling.large, node);
    }

    /** dy -> dx. */
    public static void backward(Op.Upsample op, Node node, Compilation compilation) {
        Upsampling upsampling =
                new Upsampling(op, node.out(0), node.in(0), node.out(0).array().element(), compilation);
        upsampling.add(
                upsampling.backward(),
                dnnl.DNNL_ARG_DIFF_DST,
                upsampling.large,
                dnnl.DNNL_ARG_DIFF_SRC,
                upsampling.small,
                node);
    }

    private void add(primitive_desc description, int from, memory.desc source, int to, memory.desc result, Node node) {
        compilation.add(
                description,
                new primitive(description),
                new Argument(from, source, compilation.as(element, node.in(0))),
                new Argument(to, result, compilation.place(node.out(0))));
    }

    private primitive_desc forward() {
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        check(dnnl.dnnl_resampling_forward_primitive_desc_create(
                description,
                compilation.engine().engine().get(),
                dnnl.dnnl_forward_training,
                algorithm(),
                factors(),
                small.get(),
                large.get(),
                Engine.attributes().get()));
        return new primitive_desc(description);
    }

    private primitive_desc backward() {
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        check(dnnl.dnnl_resampling_backward_primitive_desc_create(
                description,
                compilation.engine().engine().get(),
                algorithm(),
                factors(),
                small.get(),
                large.get(),
                forward().get(),
                Engine.attributes().get()));
        return new primitive_desc(description);
    }

    private static void check(int status) {
        if (status != 0) {
            throw new IllegalStateException("oneDNN cannot resample, status " + status);
        }
    }

    private float[] factors() {
        return new float[] {op.factor().height(), op.factor().width()};
    }

    private int algorithm() {
        return op.interpolation() == Op.Interpolation.NEAREST
                ? dnnl.dnnl_resampling_nearest
                : dnnl.dnnl_resampling_linear;
    }
}
