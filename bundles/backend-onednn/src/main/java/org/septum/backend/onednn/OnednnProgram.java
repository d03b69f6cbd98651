// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.List;
import java.util.Map;
import org.septum.api.backend.Operation;
import org.septum.api.backend.Program;
import org.septum.api.backend.StepTimer;
import org.septum.api.graph.Mode;
import org.septum.api.plan.Plan;

/** A plan as a list of kernels, all made once. */
final class OnednnProgram implements Program {

    private final OnednnSession session;
    private final boolean changesState;
    private final Flow flow;
    private final Kernel[] kernels;
    private final List<Operation> operations;
    private final long arenaBytes;
    private final Map<Buffer.Purpose, Long> fullest;
    private float[] staging = new float[0];

    OnednnProgram(Plan plan, OnednnSession session) {
        this.session = session;
        this.changesState = plan.mode() != Mode.EVALUATION;
        this.flow = Flow.of(plan);
        Rewriting.apply(flow);
        if (session.computing() == Element.BFLOAT16) {
            Precision.mix(flow);
        }
        List<Node> nodes = flow.nodes();
        int end = nodes.size();
        for (int i = 0; i < end; i++) {
            for (Operand operand : nodes.get(i).reads()) {
                operand.array().usedBy(i);
            }
        }
        flow.outputs().values().forEach(output -> output.array().usedBy(end));
        Compilation compilation = new Compilation(session);
        flow.inputs().values().forEach(input -> compilation.placeInput(input.array(), end));
        for (int i = 0; i < end; i++) {
            Node node = nodes.get(i);
            if (Kernels.worksInPlace(node.op())) {
                Compilation.reuse(node.in(0), node.out(0), i);
            }
            compilation.begin(node, i);
            Kernels.add(node, compilation);
        }
        this.kernels = compilation.kernels().toArray(Kernel[]::new);
        this.operations = List.copyOf(compilation.operations());
        this.arenaBytes = ArenaPlan.place(compilation.buffers());
        this.fullest = ArenaPlan.fullest(compilation.buffers());
    }

    long arenaBytes() {
        return arenaBytes;
    }

    /** The bytes of the arena in use while most are, by purpose. */
    Map<Buffer.Purpose, Long> fullest() {
        return fullest;
    }

    /** Tells all kernels where their memory lies. */
    void bind() {
        for (Kernel kernel : kernels) {
            kernel.bind();
        }
    }

    @Override
    public List<Operation> operations() {
        return operations;
    }

    @Override
    public void write(String input, float[] values) {
        Operand operand = known(flow.inputs(), input, values.length);
        float[] ordered = values;
        if (!sameOrder(operand)) {
            ordered = staging(values.length);
            reorder(operand, values, ordered, true);
        }
        floats(operand).put(0, ordered, values.length);
    }

    @Override
    public void run(long step, StepTimer timer) {
        session.requireOpen();
        for (int i = 0; i < kernels.length; i++) {
            long start = timer == null ? 0 : System.nanoTime();
            kernels[i].run(step);
            if (timer != null) {
                timer.finished(i, System.nanoTime() - start);
            }
        }
        if (changesState) {
            session.changed();
        }
    }

    @Override
    public void read(String output, float[] into) {
        Operand operand = known(flow.outputs(), output, into.length);
        if (sameOrder(operand)) {
            floats(operand).get(0, into, into.length);
        } else {
            float[] ordered = staging(into.length);
            floats(operand).get(0, ordered, into.length);
            reorder(operand, ordered, into, false);
        }
    }

    private Floats floats(Operand operand) {
        Array array = operand.array();
        long address = array.isInArena()
                ? array.buffer().address()
                : session.block(array.region()).address() + array.offset() * Float.BYTES;
        return new Floats(address, operand.elements());
    }

    private Operand known(Map<String, Operand> operands, String name, int length) {
        session.requireOpen();
        Operand operand = operands.get(name);
        if (operand == null) {
            throw new IllegalArgumentException("the plan has no '" + name + "', only " + operands.keySet());
        }
        if (length != operand.elements()) {
            throw new IllegalArgumentException(
                    name + " has " + operand.elements() + " elements, the array has " + length);
        }
        return operand;
    }

    /** Whether reference order and channels-last are the same. */
    private static boolean sameOrder(Operand operand) {
        return operand.channels() == 1 || operand.dimension(2) * operand.dimension(3) == 1;
    }

    private float[] staging(int length) {
        if (staging.length < length) {
            staging = new float[length];
        }
        return staging;
    }

    /** From reference order to channels-last, or back. */
    private static void reorder(Operand operand, float[] from, float[] to, boolean toChannelsLast) {
        int pixels = operand.dimension(2) * operand.dimension(3);
        int channels = operand.channels();
        for (int image = 0; image < operand.dimension(0); image++) {
            int base = image * pixels * channels;
            for (int channel = 0; channel < channels; channel++) {
                for (int pixel = 0; pixel < pixels; pixel++) {
                    int first = base + channel * pixels + pixel;
                    int last = base + pixel * channels + channel;
                    if (toChannelsLast) {
                        to[last] = from[first];
                    } else {
                        to[first] = from[last];
                    }
                }
            }
        }
    }
}
