// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.memory;

import org.septum.api.backend.RuntimeSettings;
import org.septum.api.plan.ParameterTable;
import org.septum.backend.common.kernels.Lanes;

/** What all programs of a session share: a model's vectors, the arena and the threads. */
public final class SharedMemory implements AutoCloseable {

    private final Lanes lanes;
    private final long seed;
    private final Block parameters;
    private final Block gradients;
    private final Block state;
    private Block arena = new Block(0);

    public SharedMemory(ParameterTable table, RuntimeSettings settings) {
        this.lanes = new Lanes("septum-compute", settings.threads());
        this.seed = settings.seed();
        this.parameters = new Block(table.parameterFloats());
        this.gradients = new Block(table.parameterFloats());
        this.state = new Block(table.stateFloats());
    }

    public Lanes lanes() {
        return lanes;
    }

    public long seed() {
        return seed;
    }

    public Block parameters() {
        return parameters;
    }

    public Block gradients() {
        return gradients;
    }

    public Block state() {
        return state;
    }

    public Block arena() {
        return arena;
    }

    /** Makes room in the arena and returns whether it has moved, so that what points into it must be bound anew. */
    public boolean grow(long floats) {
        if (arena.size() >= floats) {
            return false;
        }
        arena.close();
        arena = new Block(floats);
        return true;
    }

    @Override
    public void close() {
        lanes.close();
        parameters.close();
        gradients.close();
        state.close();
        arena.close();
    }
}
