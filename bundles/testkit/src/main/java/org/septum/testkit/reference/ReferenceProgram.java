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
import org.septum.api.plan.Value;
import org.septum.testkit.kernels.Array;
import org.septum.testkit.kernels.Kernels;
import org.septum.testkit.kernels.Operands;

/**
 * Interprets a plan call by call. Every value gets an array of its own, filled with NaN, when its call runs, and is
 * forgotten after the last call that reads it; gradients are NaN before each run. So an operation that does not write all of
 * its result, or a plan that forgets a gradient, shows itself.
 */
public final class ReferenceProgram implements Program {

    private final Plan plan;
    private final ReferenceSession session;
    private final Map<String, double[]> inputs = new HashMap<>();
    private final Map<Integer, Integer> lastUse = new HashMap<>();
    /** The arrays of inputs and results, by the numbers of their values. */
    private final Map<Integer, double[]> arrays = new HashMap<>();

    ReferenceProgram(Plan plan, ReferenceSession session) {
        this.plan = plan;
        this.session = session;
        for (int i = 0; i < plan.calls().size(); i++) {
            int call = i;
            plan.calls()
                    .get(i)
                    .inputs()
                    .forEach(value -> lastUse.put(value.base().id(), call));
            plan.calls().get(i).outputs().forEach(value -> lastUse.put(value.id(), call));
        }
        plan.outputs().values().forEach(value -> lastUse.remove(value.base().id()));
        plan.gradients().values().forEach(value -> lastUse.remove(value.base().id()));
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
        arrays.clear();
        plan.inputs().forEach((name, value) -> {
            double[] values = inputs.get(name);
            if (values == null) {
                throw new IllegalStateException("input " + name + " was not written");
            }
            arrays.put(value.id(), values.clone());
        });
        List<Plan.Call> calls = plan.calls();
        for (int i = 0; i < calls.size(); i++) {
            long start = System.nanoTime();
            run(calls.get(i), step);
            forget(calls.get(i), i);
            if (timer != null) {
                timer.finished(i, System.nanoTime() - start);
            }
        }
        if (plan.mode() == Mode.TRAINING) {
            keepGradients();
        }
    }

    private void keepGradients() {
        for (ParameterTable.Entry entry : plan.parameters().entries()) {
            if (entry.trainable()) {
                int start = Math.toIntExact(entry.offset());
                Value gradient = plan.gradients().get(entry.name());
                if (gradient == null) {
                    Arrays.fill(session.gradientValues(), start, start + Math.toIntExact(entry.elements()), Double.NaN);
                } else {
                    double[] values = arrays.get(gradient.base().id());
                    System.arraycopy(values, 0, session.gradientValues(), start, values.length);
                }
            }
        }
    }

    private void run(Plan.Call call, long number) {
        List<Array> in = call.inputs().stream().map(value -> read(value, call)).toList();
        List<Array> out = call.outputs().stream().map(this::made).toList();
        try {
            Kernels.compute(call.op(), new Operands(in, out, session.seed(), number));
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalStateException("call " + call.name() + " does not fit its arrays: " + call, e);
        }
    }

    private Array read(Value value, Plan.Call call) {
        ParameterTable.Entry held = value.held();
        if (held != null) {
            double[] vector = held.trainable() ? session.parameterValues() : session.stateValues();
            return new Array(vector, Math.toIntExact(held.offset()), value.dimensions());
        }
        double[] elements = arrays.get(value.base().id());
        if (elements == null) {
            throw new IllegalArgumentException(
                    "call " + call.name() + " reads " + value.name() + ", which no call has made");
        }
        return new Array(elements, 0, value.dimensions());
    }

    private Array made(Value value) {
        double[] elements = new double[Math.toIntExact(value.elements())];
        Arrays.fill(elements, Double.NaN);
        arrays.put(value.id(), elements);
        return new Array(elements, 0, value.dimensions());
    }

    private void forget(Plan.Call call, int index) {
        for (List<Value> values : List.of(call.inputs(), call.outputs())) {
            for (Value value : values) {
                if (lastUse.getOrDefault(value.base().id(), -1) == index) {
                    arrays.remove(value.base().id());
                }
            }
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
        ParameterTable.Entry held = value.held();
        if (held == null) {
            return arrays.get(value.base().id()).clone();
        }
        int start = Math.toIntExact(held.offset());
        double[] vector = held.trainable() ? session.parameterValues() : session.stateValues();
        return Arrays.copyOfRange(vector, start, start + Math.toIntExact(held.elements()));
    }

    private static Value find(Map<String, Value> values, String name) {
        Value value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no '" + name + "' among " + values.keySet());
        }
        return value;
    }
}
