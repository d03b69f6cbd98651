// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.api.backend.Program;
import org.septum.api.backend.StepTimer;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;

/** A plan whose every step is bound to its memory. */
final class Nd4jProgram implements Program {

    private final Plan plan;
    private final Bindings bindings;
    private final Kernel[] kernels;
    private final Map<String, Memory> inputs = new LinkedHashMap<>();
    private final Map<String, Memory> outputs = new LinkedHashMap<>();
    private float[] staging = new float[0];

    Nd4jProgram(Plan plan, Bindings bindings) {
        this.plan = plan;
        this.bindings = bindings;
        this.kernels = new Kernel[plan.steps().size()];
    }

    /** Binds every step to its memory; again when the arena has moved. */
    void bind() {
        for (int i = 0; i < kernels.length; i++) {
            kernels[i] = Kernels.of(plan.steps().get(i), bindings);
        }
        plan.inputs().forEach((name, value) -> inputs.put(name, bindings.memory(value)));
        plan.outputs().forEach((name, value) -> outputs.put(name, bindings.memory(value)));
    }

    @Override
    public void write(String input, float[] values) {
        Value value = known(plan.inputs(), input);
        check(value, values.length);
        bindings.requireOpen();
        if (sameOrder(value)) {
            inputs.get(input).put(0, values, values.length);
        } else {
            float[] ordered = staging(values.length);
            reorder(Sizes.of(value), values, ordered, true);
            inputs.get(input).put(0, ordered, values.length);
        }
    }

    @Override
    public void run(long step, StepTimer timer) {
        bindings.requireOpen();
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
        bindings.requireOpen();
        if (sameOrder(value)) {
            outputs.get(output).get(0, into, into.length);
        } else {
            float[] ordered = staging(into.length);
            outputs.get(output).get(0, ordered, into.length);
            reorder(Sizes.of(value), ordered, into, false);
        }
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

    /** Whether reference order and channels-last are the same. */
    private static boolean sameOrder(Value value) {
        Sizes sizes = Sizes.of(value);
        return sizes.channels() == 1 || sizes.height() * sizes.width() == 1;
    }

    private float[] staging(int length) {
        if (staging.length < length) {
            staging = new float[length];
        }
        return staging;
    }

    /** From reference order to channels-last, or back. */
    private static void reorder(Sizes sizes, float[] from, float[] to, boolean toChannelsLast) {
        int pixels = sizes.height() * sizes.width();
        for (int image = 0; image < sizes.batch(); image++) {
            int base = image * pixels * sizes.channels();
            for (int channel = 0; channel < sizes.channels(); channel++) {
                for (int pixel = 0; pixel < pixels; pixel++) {
                    int first = base + channel * pixels + pixel;
                    int last = base + pixel * sizes.channels() + channel;
                    if (toChannelsLast) {
                        to[last] = from[first];
                    } else {
                        to[first] = from[last];
                    }
                }
            }
        }
    }
}
