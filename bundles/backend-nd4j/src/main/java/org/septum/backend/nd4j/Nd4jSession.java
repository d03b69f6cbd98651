// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import org.septum.api.backend.RuntimeSettings;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.backend.common.memory.PlanLayout;
import org.septum.backend.common.program.NativeSession;
import org.septum.backend.nd4j.library.Nd4jRuntime;
import org.septum.backend.nd4j.memory.Block;

/** A session in float32 on memory that ND4J owns. */
final class Nd4jSession extends NativeSession<Block, Nd4jProgram> {

    private Block arena = new Block(0);

    Nd4jSession(ParameterTable table, RuntimeSettings settings) {
        super("septum-compute", table, settings, Block::new);
    }

    /** Where a plan's values lie. Work is divided among no more threads than there are processors. */
    static PlanLayout layout(Plan plan, RuntimeSettings settings) {
        int threads = Math.min(settings.threads(), Runtime.getRuntime().availableProcessors());
        return new PlanLayout(plan, call -> Kernels.scratchFloats(call, threads));
    }

    @Override
    public String description() {
        return Nd4jRuntime.description(settings().threads());
    }

    @Override
    protected Nd4jProgram program(Plan plan) {
        Nd4jProgram.requireAddressable(plan);
        return new Nd4jProgram(plan, layout(plan, settings()), this);
    }

    Block arena() {
        return arena;
    }

    @Override
    protected boolean grow(long bytes) {
        long floats = bytes / Float.BYTES;
        if (arena.size() >= floats) {
            return false;
        }
        arena.close();
        arena = new Block(floats);
        return true;
    }

    @Override
    protected void release() {
        arena.close();
    }
}
