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
import org.septum.api.plan.Region;
import org.septum.api.training.ParameterUpdate;

/** A model's vectors in native memory, the compute threads, and the arena that all programs share. */
final class Nd4jSession implements Session {

    /** Floats in a piece of an optimizer step: five arrays of 32 KB stay in the second-level cache. */
    private static final int PIECE = 8192;

    private final ParameterTable table;
    private final RuntimeSettings settings;
    private final Lanes lanes;
    private final Block parameters;
    private final Block gradients;
    private final Block state;
    private final Map<String, Block> slots = new LinkedHashMap<>();
    private final List<Nd4jProgram> programs = new ArrayList<>();
    private Block arena;
    private boolean closed;

    Nd4jSession(ParameterTable table, RuntimeSettings settings) {
        this.table = table;
        this.settings = settings;
        this.lanes = new Lanes(settings.threads());
        this.parameters = new Block(table.parameterFloats());
        this.gradients = new Block(table.parameterFloats());
        this.state = new Block(table.stateFloats());
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
        if (arena == null || arena.size() < plan.arenaFloats()) {
            if (arena != null) {
                arena.close();
            }
            arena = new Block(plan.arenaFloats());
            programs.forEach(Nd4jProgram::bind);
        }
        Nd4jProgram program = new Nd4jProgram(plan, new Bindings(this));
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

    Lanes lanes() {
        return lanes;
    }

    long seed() {
        return settings.seed();
    }

    Block block(Region region) {
        return switch (region) {
            case ARENA -> arena;
            case PARAMETERS -> parameters;
            case GRADIENTS -> gradients;
            case STATE -> state;
        };
    }

    @Override
    public FlatVector parameters() {
        return parameters;
    }

    @Override
    public FlatVector gradients() {
        return gradients;
    }

    @Override
    public FlatVector state() {
        return state;
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
        long size = table.parameterFloats();
        int parts = (int) ((size + PIECE - 1) / PIECE);
        lanes.run(parts, (part, workspace) -> {
            long offset = (long) part * PIECE;
            int length = (int) Math.min(PIECE, size - offset);
            Memory values = parameters.memory(offset, length);
            float[] value = workspace.array(0, PIECE);
            float[] gradient = workspace.array(1, PIECE);
            values.get(0, value, length);
            gradients.memory(offset, length).get(0, gradient, length);
            float[][] slotValues = new float[blocks.size()][];
            for (int i = 0; i < slotValues.length; i++) {
                slotValues[i] = workspace.array(2 + i, PIECE);
                blocks.get(i).memory(offset, length).get(0, slotValues[i], length);
            }
            update.apply(value, gradient, slotValues, length);
            values.put(0, value, length);
            for (int i = 0; i < slotValues.length; i++) {
                blocks.get(i).memory(offset, length).put(0, slotValues[i], length);
            }
        });
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        lanes.close();
        parameters.close();
        gradients.close();
        state.close();
        slots.values().forEach(Block::close);
        if (arena != null) {
            arena.close();
        }
    }
}
