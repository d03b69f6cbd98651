// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.septum.api.backend.Operation;
import org.septum.api.backend.Program;
import org.septum.api.backend.StepTimer;
import org.septum.api.graph.Mode;
import org.septum.api.plan.Plan;
import org.septum.backend.common.kernels.ChannelsLast;
import org.septum.backend.common.kernels.Floats;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.memory.ArenaLayout;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.compile.Kernel;
import org.septum.backend.onednn.compile.Resources;
import org.septum.backend.onednn.library.Address;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.memory.Buffer;
import org.septum.backend.onednn.rewrite.Array;
import org.septum.backend.onednn.rewrite.Flow;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;
import org.septum.backend.onednn.rewrite.Precision;
import org.septum.backend.onednn.rewrite.Rewriting;

/** A plan as a list of kernels, all made once. */
final class OnednnProgram implements Program {

    private final Resources resources;
    private final boolean changesState;
    private final Flow flow;
    private final Kernel[] kernels;
    private final List<Operation> operations;
    private final long arenaBytes;
    private final Map<Buffer.Purpose, Long> fullest;
    private final ChannelsLast order = new ChannelsLast();

    OnednnProgram(Plan plan, Resources resources) {
        this.resources = resources;
        this.changesState = plan.mode() != Mode.EVALUATION;
        this.flow = Flow.of(plan);
        Rewriting.apply(flow);
        if (resources.computing() == Element.BFLOAT16) {
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
        Compilation compilation = new Compilation(resources);
        flow.inputs().values().forEach(input -> compilation.placeInput(input.array(), end));
        for (int i = 0; i < end; i++) {
            Node node = nodes.get(i);
            Compilation.reuseInput(node, i);
            compilation.begin(node, i);
            Kernels.add(node, compilation);
        }
        this.kernels = compilation.kernels().toArray(Kernel[]::new);
        this.operations = List.copyOf(compilation.operations());
        this.arenaBytes = ArenaLayout.place(compilation.buffers());
        this.fullest = fullest(compilation.buffers());
    }

    long arenaBytes() {
        return arenaBytes;
    }

    /** The bytes of the arena in use while most are, by purpose. */
    Map<Buffer.Purpose, Long> fullest() {
        return fullest;
    }

    private static Map<Buffer.Purpose, Long> fullest(List<Buffer> buffers) {
        Map<Buffer.Purpose, Long> fullest = Map.of();
        long most = 0;
        for (Buffer at : buffers) {
            Map<Buffer.Purpose, Long> alive = new EnumMap<>(Buffer.Purpose.class);
            buffers.stream()
                    .filter(other -> other.first() <= at.first() && at.first() <= other.last())
                    .forEach(other -> alive.merge(other.purpose(), other.bytes(), Long::sum));
            long total = alive.values().stream().mapToLong(Long::longValue).sum();
            if (total > most) {
                most = total;
                fullest = alive;
            }
        }
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
        order.write(floats(operand), Sizes.of(operand.dimensions()), values);
    }

    @Override
    public void run(long step, StepTimer timer) {
        resources.requireOpen();
        resources.prepareSaved();
        for (int i = 0; i < kernels.length; i++) {
            long start = timer == null ? 0 : System.nanoTime();
            kernels[i].run(step);
            if (timer != null) {
                timer.finished(i, System.nanoTime() - start);
            }
        }
        if (changesState) {
            resources.changed();
        }
    }

    @Override
    public void read(String output, float[] into) {
        Operand operand = known(flow.outputs(), output, into.length);
        order.read(floats(operand), Sizes.of(operand.dimensions()), into);
    }

    private Floats floats(Operand operand) {
        Array array = operand.array();
        long address = array.isInArena()
                ? array.buffer().address()
                : resources.vectorPlace(array).address();
        return Address.floats(address, operand.elements());
    }

    private Operand known(Map<String, Operand> operands, String name, int length) {
        resources.requireOpen();
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
}
