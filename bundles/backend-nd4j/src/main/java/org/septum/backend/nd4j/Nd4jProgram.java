// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.UserError;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.backend.common.memory.PlanLayout;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.common.program.KernelProgram;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;

/** A plan whose every call is bound to its memory. */
final class Nd4jProgram extends KernelProgram {

    private final Plan plan;
    private final PlanLayout layout;
    private final Nd4jSession session;
    private final List<Kernel> kernels = new ArrayList<>();

    Nd4jProgram(Plan plan, PlanLayout layout, Nd4jSession session) {
        super(plan, session);
        this.plan = plan;
        this.layout = layout;
        this.session = session;
    }

    /**
     * @throws UserError if an array is larger than a kernel can address
     */
    static void requireAddressable(Plan plan) {
        for (Plan.Call call : plan.calls()) {
            for (Value value : call.outputs()) {
                if (value.elements() > Memory.LARGEST) {
                    throw new UserError("the array " + value.name() + " would have " + value.elements()
                            + " elements, more than the " + Memory.LARGEST
                            + " that the backend nd4j can address; make data.batch-size or data.size smaller");
                }
            }
        }
    }

    @Override
    protected void bind() {
        kernels.clear();
        for (int i = 0; i < layout.calls().size(); i++) {
            kernels.add(Kernels.of(layout.calls().get(i), bindings(i)));
        }
    }

    private Bindings bindings(int call) {
        return new Bindings(session, session.arena(), layout, call);
    }

    @Override
    protected List<Kernel> kernels() {
        return kernels;
    }

    @Override
    protected long arenaBytes() {
        return layout.arenaBytes();
    }

    @Override
    protected Memory input(String name) {
        return bindings(0).memory(plan.inputs().get(name));
    }

    @Override
    protected Memory output(String name) {
        return bindings(0).memory(plan.outputs().get(name));
    }
}
