// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.kernels;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.softmax_backward;
import org.bytedeco.dnnl.softmax_forward;
import org.bytedeco.javacpp.Pointer;
import org.septum.api.graph.Op;
import org.septum.backend.onednn.compile.Argument;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.library.Address;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.library.Layout;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/** Operations along the channels of each pixel. */
public final class Channels {

    public static final int SOFTMAX = dnnl.dnnl_softmax_accurate;
    public static final int LOG_SOFTMAX = dnnl.dnnl_softmax_log;

    private static final int AXIS = 1;

    private Channels() {}

    /** Tensors -> their channels one after another. */
    public static void concat(Node node, Compilation compilation) {
        Operand y = node.out(0);
        int first = 0;
        for (Operand x : node.in()) {
            copy(x, 0, y, first, x, compilation);
            first += x.channels();
        }
    }

    /** x -> some of its channels. */
    public static void slice(Op.Slice op, Node node, Compilation compilation) {
        copy(node.in(0), op.from(), node.out(0), 0, node.out(0), compilation);
    }

    /** dy -> dx: dy in the slice's channels, zero elsewhere. */
    public static void sliceBackward(Op.Slice op, Node node, Compilation compilation) {
        Operand dx = node.out(0);
        Place target = compilation.place(dx);
        long bytes = dx.array().bytes();
        compilation.add(step -> Pointer.memset(new Address(target.address(), bytes), 0, bytes));
        copy(node.in(0), 0, dx, op.from(), node.in(0), compilation);
    }

    /** Copies as many channels as the given operand has, converting them to the result's type. */
    private static void copy(Operand from, int firstFrom, Operand to, int firstTo, Operand like, Compilation c) {
        c.reorder(
                Layout.channels(like.dimensions(), from.channels(), from.array().element()),
                at(c.place(from), firstFrom, from),
                Layout.channels(like.dimensions(), to.channels(), to.array().element()),
                at(c.place(to), firstTo, to),
                "Copy");
    }

    private static Place at(Place place, int channel, Operand operand) {
        return place.after((long) channel * operand.array().element().bytes());
    }

    /** x -> y. */
    public static void softmax(int algorithm, Node node, Compilation compilation) {
        Operand y = node.out(0);
        softmax_forward.primitive_desc description = description(algorithm, y, compilation);
        memory.desc layout = description.dst_desc();
        compilation.add(
                description,
                new softmax_forward(description),
                new Argument(dnnl.DNNL_ARG_SRC, layout, compilation.as(Element.FLOAT32, node.in(0))),
                new Argument(dnnl.DNNL_ARG_DST, layout, compilation.place(y)));
    }

    /** dy, y -> dx. */
    public static void softmaxBackward(int algorithm, Node node, Compilation compilation) {
        Operand dx = node.out(0);
        softmax_forward.primitive_desc forward = description(algorithm, dx, compilation);
        memory.desc layout = forward.dst_desc();
        softmax_backward.primitive_desc description = new softmax_backward.primitive_desc(
                compilation.engine().engine(),
                algorithm,
                layout,
                layout,
                layout,
                AXIS,
                forward,
                Engine.attributes(),
                false);
        compilation.add(
                description,
                new softmax_backward(description),
                new Argument(dnnl.DNNL_ARG_DIFF_DST, layout, compilation.as(Element.FLOAT32, node.in(0))),
                new Argument(dnnl.DNNL_ARG_DST, layout, compilation.as(Element.FLOAT32, node.in(1))),
                new Argument(dnnl.DNNL_ARG_DIFF_SRC, layout, compilation.place(dx)));
    }

    private static softmax_forward.primitive_desc description(int algorithm, Operand y, Compilation compilation) {
        memory.desc layout = Layout.channelsLast(y.dimensions(), Element.FLOAT32);
        return new softmax_forward.primitive_desc(
                compilation.engine().engine(),
                dnnl.dnnl_forward_training,
                algorithm,
                layout,
                layout,
                AXIS,
                Engine.attributes(),
                false);
    }
}
