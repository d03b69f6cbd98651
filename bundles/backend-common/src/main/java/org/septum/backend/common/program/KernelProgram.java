// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.program;

import java.util.List;
import java.util.Map;
import org.septum.api.backend.Program;
import org.septum.api.backend.StepTimer;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.ChannelsLast;
import org.septum.backend.common.kernels.Floats;
import org.septum.backend.common.kernels.Sizes;

/** A program that runs kernels one after another, and whose inputs and outputs lie channels-last in float32. */
public abstract class KernelProgram implements Program {

    private final Plan plan;
    private final NativeSession<?, ?> session;
    private final ChannelsLast order = new ChannelsLast();

    protected KernelProgram(Plan plan, NativeSession<?, ?> session) {
        this.plan = plan;
        this.session = session;
    }

    protected abstract List<Kernel> kernels();

    /** How much it needs of the memory that the session's programs share. */
    protected abstract long arenaBytes();

    /** Tells all kernels where their memory lies; again when it has moved. */
    protected abstract void bind();

    /** Where an input of the plan lies. */
    protected abstract Floats input(String name);

    /** Where an output of the plan lies. */
    protected abstract Floats output(String name);

    @Override
    public final void write(String input, float[] values) {
        Value value = known(plan.inputs(), input, values.length);
        order.write(input(input), Sizes.of(value), values);
    }

    @Override
    public void run(long step, StepTimer timer) {
        session.requireOpen();
        List<Kernel> kernels = kernels();
        for (int i = 0; i < kernels.size(); i++) {
            long start = timer == null ? 0 : System.nanoTime();
            kernels.get(i).run(step);
            if (timer != null) {
                timer.finished(i, System.nanoTime() - start);
            }
        }
    }

    @Override
    public final void read(String output, float[] into) {
        Value value = known(plan.outputs(), output, into.length);
        order.read(output(output), Sizes.of(value), into);
    }

    private Value known(Map<String, Value> values, String name, int length) {
        session.requireOpen();
        Value value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the plan has no '" + name + "', only " + values.keySet());
        }
        if (length != value.elements()) {
            throw new IllegalArgumentException(
                    name + " has " + value.elements() + " elements, the array has " + length);
        }
        return value;
    }
}
