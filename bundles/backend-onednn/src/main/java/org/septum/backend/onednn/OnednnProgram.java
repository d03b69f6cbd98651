// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.septum.api.backend.Operation;
import org.septum.api.backend.StepTimer;
import org.septum.api.graph.Mode;
import org.septum.api.plan.Plan;
import org.septum.backend.common.kernels.Floats;
import org.septum.backend.common.memory.ArenaLayout;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.common.program.KernelProgram;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.compile.Resources;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.memory.Buffer;
import org.septum.backend.onednn.rewrite.Flow;
import org.septum.backend.onednn.rewrite.Node;
import org.septum.backend.onednn.rewrite.Operand;
import org.septum.backend.onednn.rewrite.Precision;
import org.septum.backend.onednn.rewrite.Rewriting;

/** A plan as a list of kernels, all made once. */
final class OnednnProgram extends KernelProgram {

    private final OnednnSession session;
    private final Resources resources;
    private final boolean changesState;
    private final Flow flow;
    private final List<Kernel> kernels;
    private final List<Operation> operations;
    private final long arenaBytes;
    private final Map<Buffer.Purpose, Long> fullest;

    OnednnProgram(Plan plan, OnednnSession session) {
        super(plan, session);
        this.session = session;
        this.resources = session.resources();
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
        this.kernels = compilation.kernels();
        this.operations = List.copyOf(compilation.operations());
        this.arenaBytes = ArenaLayout.place(compilation.buffers());
        this.fullest = fullest(compilation.buffers());
    }

    @Override
    protected long arenaBytes() {
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

    @Override
    protected void bind() {
        kernels.forEach(Kernel::bind);
    }

    @Override
    protected List<Kernel> kernels() {
        return kernels;
    }

    @Override
    public List<Operation> operations() {
        return operations;
    }

    @Override
    public void run(long step, StepTimer timer) {
        session.requireOpen();
        resources.prepareSaved();
        super.run(step, timer);
        if (changesState) {
            session.state().changed();
        }
    }

    @Override
    protected Floats input(String name) {
        return floats(flow.inputs().get(name));
    }

    @Override
    protected Floats output(String name) {
        return floats(flow.outputs().get(name));
    }

    private Floats floats(Operand operand) {
        return resources.place(operand.array()).floats(operand.elements());
    }
}
