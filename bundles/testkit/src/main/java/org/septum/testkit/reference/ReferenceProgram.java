// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.reference;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.backend.Program;
import org.septum.api.backend.StepTimer;
import org.septum.api.graph.Mode;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Region;
import org.septum.api.plan.Step;
import org.septum.api.plan.Value;
import org.septum.testkit.kernels.Array;
import org.septum.testkit.kernels.Kernels;
import org.septum.testkit.kernels.Operands;

/**
 * Interprets a plan step by step. Before each run the arena and the gradients are filled with NaN, so that a plan which
 * reads what it has not written, or forgets a gradient, shows itself.
 */
public final class ReferenceProgram implements Program {

    private final Plan plan;
    private final ReferenceSession session;
    private final Map<String, double[]> inputs = new HashMap<>();

    ReferenceProgram(Plan plan, ReferenceSession session) {
        this.plan = plan;
        this.session = session;
    }

    @Override
    public void write(String input, float[] values) {
        double[] doubles = new double[values.length];
        new DoubleVector(doubles).write(0, values);
        write(input, doubles);
    }

    /** Writes an input in double precision, in reference order; it stays until it is written again. */
    public void write(String input, double[] values) {
        Value value = find(plan.inputs(), input);
        if (values.length != value.elements()) {
            throw new IllegalArgumentException(
                    "input " + input + " has " + value.elements() + " elements, found " + values.length);
        }
        inputs.put(input, values.clone());
    }

    @Override
    public void run(long step, StepTimer timer) {
        poison();
        plan.inputs().forEach((name, value) -> {
            double[] values = inputs.get(name);
            if (values == null) {
                throw new IllegalStateException("input " + name + " was not written");
            }
            System.arraycopy(values, 0, session.vector(value.region()), Math.toIntExact(value.offset()), values.length);
        });
        List<Step> steps = plan.steps();
        for (int i = 0; i < steps.size(); i++) {
            long start = System.nanoTime();
            run(steps.get(i), step);
            if (timer != null) {
                timer.finished(i, System.nanoTime() - start);
            }
        }
    }

    private void poison() {
        Arrays.fill(session.vector(Region.ARENA), Double.NaN);
        if (plan.mode() == Mode.TRAINING) {
            for (ParameterTable.Entry entry : plan.parameters().entries()) {
                if (entry.trainable()) {
                    Value parameter = entry.value();
                    int start = Math.toIntExact(parameter.offset());
                    Arrays.fill(
                            session.vector(Region.GRADIENTS),
                            start,
                            start + Math.toIntExact(parameter.elements()),
                            Double.NaN);
                }
            }
        }
    }

    private void run(Step step, long number) {
        List<Array> in = step.inputs().stream().map(session::array).toList();
        List<Array> out = step.outputs().stream().map(session::array).toList();
        try {
            Kernels.compute(step.op(), new Operands(in, out, session.seed(), number));
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalStateException("step " + step.name() + " does not fit its memory: " + step, e);
        }
    }

    @Override
    public void read(String output, float[] into) {
        double[] values = read(output);
        if (into.length != values.length) {
            throw new IllegalArgumentException(
                    "output " + output + " has " + values.length + " elements, asked for " + into.length);
        }
        new DoubleVector(values).read(0, into);
    }

    /** An output in double precision, in reference order. */
    public double[] read(String output) {
        Value value = find(plan.outputs(), output);
        int start = Math.toIntExact(value.offset());
        return Arrays.copyOfRange(session.vector(value.region()), start, start + Math.toIntExact(value.elements()));
    }

    private static Value find(Map<String, Value> values, String name) {
        Value value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no '" + name + "' among " + values.keySet());
        }
        return value;
    }
}
