// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.septum.api.backend.Program;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.training.ParameterUpdate;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.NativeVector;

/**
 * A model's parameters in native memory, and its programs, which share one arena.
 *
 * @param <V> the vectors in which parameters and the like lie
 * @param <P> the programs
 */
public abstract class NativeSession<V extends NativeVector, P extends KernelProgram> implements Session {

    private final ParameterTable table;
    private final RuntimeSettings settings;
    private final Lanes lanes;
    private final LongFunction<V> vectors;
    private final V parameters;
    private final V gradients;
    private final V state;
    private final Map<String, V> slots = new LinkedHashMap<>();
    private final List<P> programs = new ArrayList<>();
    private boolean closed;

    /**
     * @param threads the name of its threads
     * @param vectors makes vectors of so many floats
     */
    protected NativeSession(String threads, ParameterTable table, RuntimeSettings settings, LongFunction<V> vectors) {
        this.table = table;
        this.settings = settings;
        this.lanes = new Lanes(threads, settings.threads());
        this.vectors = vectors;
        this.parameters = vectors.apply(table.parameterFloats());
        this.gradients = vectors.apply(table.parameterFloats());
        this.state = vectors.apply(table.stateFloats());
    }

    /** Makes a program, which is not bound to its memory as yet. */
    protected abstract P program(Plan plan);

    /** Makes room in the arena and returns whether it has moved, so that what points into it must be bound anew. */
    protected abstract boolean grow(long bytes);

    /** Gives back all memory but the vectors. */
    protected abstract void release();

    /**
     * @throws IllegalStateException if the session was closed
     */
    public final void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
    }

    public final ParameterTable table() {
        return table;
    }

    public final RuntimeSettings settings() {
        return settings;
    }

    public final Lanes lanes() {
        return lanes;
    }

    public final List<P> programs() {
        return programs;
    }

    @Override
    public final Program compile(Plan plan) {
        requireOpen();
        if (!table.sameLayout(plan.parameters())) {
            throw new IllegalArgumentException("the plan's parameters are laid out differently from the session's");
        }
        P program = program(plan);
        programs.add(program);
        if (grow(program.arenaBytes())) {
            programs.forEach(KernelProgram::bind);
        } else {
            program.bind();
        }
        return program;
    }

    @Override
    public final V parameters() {
        return parameters;
    }

    @Override
    public final V gradients() {
        return gradients;
    }

    @Override
    public final V state() {
        return state;
    }

    @Override
    public final V slot(String name) {
        return slots.computeIfAbsent(name, key -> vectors.apply(table.parameterFloats()));
    }

    public final Collection<V> slots() {
        return slots.values();
    }

    @Override
    public final void update(ParameterUpdate update, List<String> names) {
        requireOpen();
        parameters.update(update, gradients, names.stream().map(this::slot).toList(), lanes);
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            lanes.close();
            parameters.close();
            gradients.close();
            state.close();
            slots.values().forEach(NativeVector::close);
            release();
        }
    }
}
