// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.backend.FlatVector;
import org.septum.api.backend.Program;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.training.ParameterUpdate;
import org.septum.backend.common.memory.PlanLayout;
import org.septum.backend.nd4j.library.Nd4jRuntime;
import org.septum.backend.nd4j.memory.Block;
import org.septum.backend.nd4j.memory.SharedMemory;

/** A model's parameters in native memory, and its programs. */
final class Nd4jSession implements Session {

    private final ParameterTable table;
    private final RuntimeSettings settings;
    private final SharedMemory shared;
    private final Map<String, Block> slots = new LinkedHashMap<>();
    private final List<Nd4jProgram> programs = new ArrayList<>();
    private boolean closed;

    Nd4jSession(ParameterTable table, RuntimeSettings settings) {
        this.table = table;
        this.settings = settings;
        this.shared = new SharedMemory(table, settings);
    }

    /** Where a plan's values lie. Work is divided among no more threads than there are processors. */
    static PlanLayout layout(Plan plan, RuntimeSettings settings) {
        int threads = Math.min(settings.threads(), Runtime.getRuntime().availableProcessors());
        return new PlanLayout(plan, call -> Kernels.scratchFloats(call, threads));
    }

    @Override
    public String description() {
        return Nd4jRuntime.description(settings.threads());
    }

    @Override
    public Program compile(Plan plan) {
        requireOpen();
        if (!table.sameLayout(plan.parameters())) {
            throw new IllegalArgumentException("the plan's parameters are laid out differently from the session's");
        }
        Nd4jProgram.requireAddressable(plan);
        PlanLayout layout = layout(plan, settings);
        if (shared.grow(layout.arenaBytes() / Float.BYTES)) {
            programs.forEach(Nd4jProgram::bind);
        }
        Nd4jProgram program = new Nd4jProgram(plan, layout, this);
        program.bind();
        programs.add(program);
        return program;
    }

    /**
     * @throws IllegalStateException if the session was closed
     */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
    }

    SharedMemory shared() {
        return shared;
    }

    @Override
    public FlatVector parameters() {
        return shared.parameters();
    }

    @Override
    public FlatVector gradients() {
        return shared.gradients();
    }

    @Override
    public FlatVector state() {
        return shared.state();
    }

    @Override
    public FlatVector slot(String name) {
        return slots.computeIfAbsent(name, key -> new Block(table.parameterFloats()));
    }

    @Override
    public void update(ParameterUpdate update, List<String> names) {
        requireOpen();
        names.forEach(this::slot);
        List<Block> blocks = names.stream().map(slots::get).toList();
        shared.parameters().update(update, shared.gradients(), blocks, shared.lanes());
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        slots.values().forEach(Block::close);
        shared.close();
    }
}
