// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.api.UserError;
import org.septum.api.backend.Program;
import org.septum.api.backend.StepTimer;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.ChannelsLast;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.memory.PlanLayout;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Kernel;
import org.septum.backend.nd4j.memory.Memory;

/** A plan whose every call is bound to its memory. */
final class Nd4jProgram implements Program {

    private final Plan plan;
    private final PlanLayout layout;
    private final Nd4jSession session;
    private final Kernel[] kernels;
    private final Map<String, Memory> inputs = new LinkedHashMap<>();
    private final Map<String, Memory> outputs = new LinkedHashMap<>();
    private final ChannelsLast order = new ChannelsLast();

    Nd4jProgram(Plan plan, PlanLayout layout, Nd4jSession session) {
        this.plan = plan;
        this.layout = layout;
        this.session = session;
        this.kernels = new Kernel[plan.calls().size()];
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

    /** Binds every call to its memory; again when the arena has moved. */
    void bind() {
        for (int i = 0; i < kernels.length; i++) {
            kernels[i] = Kernels.of(layout.calls().get(i), new Bindings(session.shared(), layout, i));
        }
        Bindings bindings = new Bindings(session.shared(), layout, kernels.length);
        plan.inputs().forEach((name, value) -> inputs.put(name, bindings.memory(value)));
        plan.outputs().forEach((name, value) -> outputs.put(name, bindings.memory(value)));
    }

    @Override
    public void write(String input, float[] values) {
        Value value = known(plan.inputs(), input);
        check(value, values.length);
        session.requireOpen();
        order.write(inputs.get(input), Sizes.of(value), values);
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
    }

    @Override
    public void read(String output, float[] into) {
        Value value = known(plan.outputs(), output);
        check(value, into.length);
        session.requireOpen();
        order.read(outputs.get(output), Sizes.of(value), into);
    }

    private static Value known(Map<String, Value> values, String name) {
        Value value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the plan has no '" + name + "', only " + values.keySet());
        }
        return value;
    }

    private static void check(Value value, int length) {
        if (length != value.elements()) {
            throw new IllegalArgumentException(
                    value.name() + " has " + value.elements() + " elements, the array has " + length);
        }
    }
}
