// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.septum.api.backend.Operation;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.library.Engine;
import org.septum.backend.onednn.library.Layout;
import org.septum.backend.onednn.memory.Buffer;
import org.septum.backend.onednn.memory.Place;
import org.septum.backend.onednn.rewrite.Array;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;

/** What the kernels of one program are made with: memory, conversions, and the list to which they add themselves. */
public final class Compilation {

    private record Conversion(Array array, Element element) {}

    private final Resources resources;
    private final List<Kernel> kernels = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<Buffer> buffers = new ArrayList<>();
    private final Map<Conversion, Buffer> conversions = new HashMap<>();
    private final Map<Array, Object> remembered = new HashMap<>();
    private Node node;
    private int index;

    public Compilation(Resources resources) {
        this.resources = resources;
    }

    /** Moves on to the next node and gives its results their places. */
    public void begin(Node next, int nodeIndex) {
        node = next;
        index = nodeIndex;
        for (Operand out : next.out()) {
            Array array = out.array();
            if (array.isInArena() && array.buffer() == null) {
                Buffer.Purpose purpose =
                        next.phase() == Plan.Phase.FORWARD ? Buffer.Purpose.ACTIVATIONS : Buffer.Purpose.GRADIENTS;
                array.place(buffer(purpose, array.bytes(), Math.max(index, array.lastUse())));
            }
        }
    }

    /** Gives an array that is written before the run a place for the whole of it. */
    public void placeInput(Array array, int end) {
        Buffer buffer = new Buffer(resources.arena(), Buffer.Purpose.ACTIVATIONS, array.bytes(), 0, end);
        buffers.add(buffer);
        array.place(buffer);
    }

    /** Lets the first result take the place of an input that is not needed afterwards; before {@link #begin}. */
    public static void reuseInput(Node node, int nodeIndex) {
        if (!worksInPlace(node.op()) || reuse(node.in(0), node.out(0), nodeIndex)) {
            return;
        }
        if (((Op.Elementwise) node.op()).commutes() && reuse(node.in(1), node.out(0), nodeIndex)) {
            node.swapInputs();
        }
    }

    /** Whether the primitives of an elementwise operation work in place. */
    private static boolean worksInPlace(Op op) {
        return op instanceof Op.Activate
                || op instanceof Op.ActivateBackward
                || op instanceof Op.Affine
                || op instanceof Op.Binary
                || op instanceof Op.Clamp
                || op instanceof Op.Power
                || op instanceof Op.Unary;
    }

    private static boolean reuse(Operand input, Operand result, int node) {
        Array from = input.array();
        Array to = result.array();
        boolean possible = from.isInArena()
                && to.isInArena()
                && !from.isPinned()
                && from.lastUse() == node
                && from.bytes() == to.bytes()
                && from.element() == to.element()
                && from.buffer() != null;
        if (possible) {
            to.place(from.buffer());
            from.buffer().extend(Math.max(node, to.lastUse()));
        }
        return possible;
    }

    private Buffer buffer(Buffer.Purpose purpose, long bytes, int last) {
        Buffer buffer = new Buffer(resources.arena(), purpose, Math.max(1, bytes), index, last);
        buffers.add(buffer);
        return buffer;
    }

    public Engine engine() {
        return resources.engine();
    }

    public Resources resources() {
        return resources;
    }

    /** Whether convolutions and the like work on bfloat16. */
    public Element computing() {
        return resources.computing();
    }

    public Place place(Operand operand) {
        return resources.place(operand.array());
    }

    /** Memory for this node alone. */
    public Place scratch(long bytes) {
        return Place.of(buffer(Buffer.Purpose.SCRATCH, bytes, index));
    }

    /** Memory that later nodes may {@link Buffer#extend extend}. */
    public Buffer workspace(long bytes) {
        return buffer(Buffer.Purpose.WORKSPACE, bytes, index);
    }

    /** Leaves something for the node of the gradient, under the forward node's result. */
    public void remember(Operand result, Object what) {
        remembered.put(result.array(), what);
    }

    /** What was remembered, if it is of the type; otherwise null. */
    public <T> T recall(Operand result, Class<T> type) {
        Object what = remembered.get(result.array());
        return type.isInstance(what) ? type.cast(what) : null;
    }

    /** Keeps a buffer until the current node. */
    public Place keep(Buffer buffer) {
        buffer.extend(index);
        return Place.of(buffer);
    }

    /** The place of an operand's elements as the given type, converted if they are stored as another one. */
    public Place as(Element element, Operand operand) {
        Array array = operand.array();
        if (array.element() == element) {
            return place(operand);
        }
        Buffer converted = conversions.get(new Conversion(array, element));
        if (converted != null) {
            return keep(converted);
        }
        Buffer target = workspace(operand.elements() * element.bytes());
        conversions.put(new Conversion(array, element), target);
        reorder(
                Layout.vector(operand.elements(), array.element()),
                place(operand),
                Layout.vector(operand.elements(), element),
                Place.of(target),
                "Convert");
        return Place.of(target);
    }

    /** The place for a result that is computed as the given type; {@link #store} converts it if it is kept as another. */
    public Place target(Element element, Operand result) {
        return result.array().element() == element ? place(result) : scratch(result.elements() * element.bytes());
    }

    /** Brings a result from its {@link #target} to its own place. */
    public void store(Element element, Place target, Operand result) {
        if (result.array().element() != element) {
            reorder(
                    Layout.vector(result.elements(), element),
                    target,
                    Layout.vector(result.elements(), result.array().element()),
                    place(result),
                    "Convert");
        }
    }

    public void reorder(memory.desc from, Place source, memory.desc to, Place destination, String label) {
        reorder.primitive_desc description =
                new reorder.primitive_desc(engine().engine(), from, engine().engine(), to, Engine.attributes(), false);
        add(
                label,
                description,
                new reorder(description),
                new Argument(dnnl.DNNL_ARG_SRC, from, source),
                new Argument(dnnl.DNNL_ARG_DST, to, destination));
    }

    /** Adds a primitive under the name of the node's operation. */
    public void add(primitive_desc_base description, primitive primitive, Argument... arguments) {
        add(node.op().label(), description, primitive, arguments);
    }

    public void add(String label, primitive_desc_base description, primitive primitive, Argument... arguments) {
        List<Argument> all = new ArrayList<>(List.of(arguments));
        all.removeIf(argument -> argument.place() == null);
        memory.desc scratchpad = description.scratchpad_desc();
        if (scratchpad.get_size() > 0) {
            all.add(new Argument(dnnl.DNNL_ARG_SCRATCHPAD, scratchpad, scratch(scratchpad.get_size())));
        }
        Primitive kernel = new Primitive(engine(), description, primitive, all);
        add(label, primitive instanceof reorder, kernel.implementation(), kernel);
    }

    /** Adds a kernel of another kind. */
    public void add(Kernel kernel) {
        add(node.op().label(), false, "", kernel);
    }

    public void add(String label, boolean moves, String implementation, Kernel kernel) {
        kernels.add(kernel);
        operations.add(new Operation(node.call(), label, moves, implementation));
    }

    public List<Kernel> kernels() {
        return kernels;
    }

    public List<Operation> operations() {
        return operations;
    }

    public List<Buffer> buffers() {
        return buffers;
    }
}
