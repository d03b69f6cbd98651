// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.kernels;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
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

/** Operations on single elements, with broadcasting. They compute in the type in which their result is stored. */
public final class Pointwise {

    private Pointwise() {}

    /** x -> f(x). */
    public static void function(Eltwise eltwise, Node node, Compilation compilation) {
        Operand y = node.out(0);
        Element element = y.array().element();
        eltwise.forward(
                Layout.vector(y.elements(), element),
                compilation.as(element, node.in(0)),
                compilation.place(y),
                compilation);
    }

    /** dy and the function's result or argument -> dx. */
    public static void gradient(Eltwise eltwise, Operand known, Node node, Compilation compilation) {
        Operand dx = node.out(0);
        Element element = dx.array().element();
        eltwise.backward(
                Layout.vector(dx.elements(), element),
                compilation.as(element, node.in(0)),
                compilation.as(element, known),
                compilation.place(dx),
                compilation);
    }

    /** a, b -> y. */
    public static void binary(Op.Binary op, Node node, Compilation compilation) {
        Operand y = node.out(0);
        Element element = y.array().element();
        Operand a = node.in(0);
        Operand b = node.in(1);
        boolean commutes = op.function() == Op.Binary.Function.ADD || op.function() == Op.Binary.Function.MULTIPLY;
        if (commutes && !a.dimensions().equals(y.dimensions()) && b.dimensions().equals(y.dimensions())) {
            a = node.in(1);
            b = node.in(0);
        }
        Place first = compilation.as(element, a);
        if (!a.dimensions().equals(y.dimensions())) {
            Place repeated = compilation.scratch(y.elements() * element.bytes());
            repeat(a, first, y.dimensions(), repeated, element, compilation);
            first = repeated;
        }
        memory.desc whole = Layout.channelsLast(y.dimensions(), element);
        memory.desc other = Layout.channelsLast(b.dimensions(), element);
        apply(algorithm(op), whole, first, other, compilation.as(element, b), compilation.place(y), compilation);
    }

    /** Adds one value per channel to a result. */
    public static void addPerChannel(Operand y, Operand bias, Compilation compilation) {
        Element element = y.array().element();
        memory.desc layout = Layout.channelsLast(y.dimensions(), element);
        memory.desc channels = Layout.channelsLast(List.of(1, y.channels(), 1, 1), Element.FLOAT32);
        Place place = compilation.place(y);
        apply(dnnl.dnnl_binary_add, layout, place, channels, compilation.place(bias), place, compilation);
    }

    /** x -> the same values repeated. */
    public static void broadcast(Node node, Compilation compilation) {
        Operand x = node.in(0);
        Operand y = node.out(0);
        Element element = y.array().element();
        repeat(x, compilation.as(element, x), y.dimensions(), compilation.place(y), element, compilation);
    }

    /** Adds to zeros, because a primitive repeats its second argument only. */
    private static void repeat(
            Operand x, Place from, List<Integer> dimensions, Place to, Element element, Compilation compilation) {
        memory.desc whole = Layout.channelsLast(dimensions, element);
        long bytes = whole.get_size();
        compilation.add(step -> Pointer.memset(new Address(to.address(), bytes), 0, bytes));
        memory.desc other = Layout.channelsLast(x.dimensions(), element);
        apply(dnnl.dnnl_binary_add, whole, to, other, from, to, compilation);
    }

    private static void apply(
            int algorithm, memory.desc layout, Place a, memory.desc other, Place b, Place y, Compilation compilation) {
        binary(
                algorithm,
                new post_ops(),
                new Argument(dnnl.DNNL_ARG_SRC_0, layout, a),
                new Argument(dnnl.DNNL_ARG_SRC_1, other, b),
                new Argument(dnnl.DNNL_ARG_DST, layout, y),
                compilation);
    }

    /**
     * a, b -> y, and what follows in the same pass over the memory.
     *
     * @param more what the operations that follow read
     */
    public static void binary(
            int algorithm,
            post_ops after,
            Argument a,
            Argument b,
            Argument y,
            Compilation compilation,
            Argument... more) {
        binary.primitive_desc description = new binary.primitive_desc(
                compilation.engine().engine(),
                algorithm,
                a.layout(),
                b.layout(),
                y.layout(),
                Engine.attributes(after),
                false);
        List<Argument> arguments = new ArrayList<>(List.of(a, b));
        arguments.addAll(List.of(more));
        arguments.add(y);
        compilation.add(description, new binary(description), arguments.toArray(Argument[]::new));
    }

    private static int algorithm(Op.Binary op) {
        return switch (op.function()) {
            case ADD -> dnnl.dnnl_binary_add;
            case SUBTRACT -> dnnl.dnnl_binary_sub;
            case MULTIPLY -> dnnl.dnnl_binary_mul;
            case DIVIDE -> dnnl.dnnl_binary_div;
        };
    }
}
