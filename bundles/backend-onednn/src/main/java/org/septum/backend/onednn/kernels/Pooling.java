// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.kernels;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.septum.api.graph.Op;
import org.septum.backend.onednn.compile.Argument;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.library.Layout;
import org.septum.backend.onednn.memory.Buffer;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/** Maximum pooling over windows that do not overlap, and its gradient. */
public final class Pooling {

    /** Where the forward primitive has found the maxima. */
    private record Maxima(Buffer indices) {}

    private Pooling() {}

    /** x -> y. */
    public static void forward(Op.MaxPool2d op, Node node, Compilation compilation) {
        Operand y = node.out(0);
        Element element = compilation.computing();
        Place target = compilation.target(element, y);
        Buffer indices = pool(op, node.in(0), y, target, compilation);
        compilation.remember(y, new Maxima(indices));
        compilation.store(element, target, y);
    }

    private static Buffer pool(Op.MaxPool2d op, Operand x, Operand y, Place target, Compilation compilation) {
        Element element = compilation.computing();
        pooling_forward.primitive_desc description = pooling(op, x, y, compilation);
        memory.desc workspace = description.workspace_desc();
        Buffer indices = compilation.workspace(workspace.get_size());
        compilation.add(
                description,
                new pooling_forward(description),
                new Argument(dnnl.DNNL_ARG_SRC, description.src_desc(), compilation.as(element, x)),
                new Argument(dnnl.DNNL_ARG_DST, description.dst_desc(), target),
                new Argument(dnnl.DNNL_ARG_WORKSPACE, workspace, Place.of(indices)));
        return indices;
    }

    /** x, y, dy -> dx. */
    public static void backward(Op.MaxPool2d op, Node node, Compilation compilation) {
        Operand x = node.in(0);
        Operand y = node.in(1);
        Operand dx = node.out(0);
        Element element = compilation.computing();
        Maxima maxima = compilation.recall(y, Maxima.class);
        Buffer indices = maxima != null
                ? maxima.indices()
                : pool(op, x, y, compilation.scratch(y.elements() * element.bytes()), compilation);
        pooling_forward.primitive_desc forward = pooling(op, x, y, compilation);
        pooling_backward.primitive_desc description = new pooling_backward.primitive_desc(
                compilation.engine().engine(),
                dnnl.dnnl_pooling_max,
                forward.src_desc(),
                forward.dst_desc(),
                Layout.axes(op.window()),
                Layout.axes(op.window()),
                new long[2],
                new long[2],
                new long[2],
                forward,
                Engine.attributes(),
                false);
        Place target = compilation.target(element, dx);
        compilation.add(
                description,
                new pooling_backward(description),
                new Argument(dnnl.DNNL_ARG_DIFF_DST, forward.dst_desc(), compilation.as(element, node.in(2))),
                new Argument(dnnl.DNNL_ARG_WORKSPACE, forward.workspace_desc(), compilation.keep(indices)),
                new Argument(dnnl.DNNL_ARG_DIFF_SRC, forward.src_desc(), target));
        compilation.store(element, target, dx);
    }

    private static pooling_forward.primitive_desc pooling(
            Op.MaxPool2d op, Operand x, Operand y, Compilation compilation) {
        return new pooling_forward.primitive_desc(
                compilation.engine().engine(),
                dnnl.dnnl_forward_training,
                dnnl.dnnl_pooling_max,
                Layout.channelsLast(x.dimensions(), compilation.computing()),
                Layout.channelsLast(y.dimensions(), compilation.computing()),
                Layout.axes(op.window()),
                Layout.axes(op.window()),
                new long[2],
                new long[2],
                new long[2],
                Engine.attributes(),
                false);
    }
}
