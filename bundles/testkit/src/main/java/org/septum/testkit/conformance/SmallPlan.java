// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;

/** A plan of a few calls written by hand, and random values for everything it reads. */
public final class SmallPlan {

    private final SplittableRandom random = new SplittableRandom(7);
    private final List<Plan.Call> calls = new ArrayList<>();
    private final Map<String, Value> inputs = new LinkedHashMap<>();
    private final Map<String, Value> outputs = new LinkedHashMap<>();
    private final List<ParameterTable.Entry> entries = new ArrayList<>();
    private final Map<String, Value> gradients = new LinkedHashMap<>();
    private final Map<String, float[]> data = new LinkedHashMap<>();
    private SplittableRandom sixteenths;
    private long parameters;
    private long state;
    private int ids;

    /** An activation that is written before the run, with normal noise in it. */
    public Value input(int... dimensions) {
        return input(normal(elements(dimensions)), dimensions);
    }

    /** An input of random multiples of 1/16, which bfloat16 holds: rounding moves none from one side of a ReLU to the other. */
    Value coarse(int... dimensions) {
        if (sixteenths == null) {
            sixteenths = new SplittableRandom(dimensions[1]);
        }
        float[] values = new float[elements(dimensions)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (sixteenths.nextInt(128) - 60) / 16f;
        }
        return input(values, dimensions);
    }

    /**
     * An activation with given values, repeated as often as needed. With one dimension it is a value per channel, as statistics
     * are: written as a tensor and read as a vector.
     */
    public Value input(float[] values, int... dimensions) {
        if (dimensions.length == 1) {
            Value tensor = input(values, 1, dimensions[0], 1, 1);
            return new Value(ids++, tensor.name(), sizes(dimensions), new Value.View(tensor));
        }
        Value value = made(dimensions);
        inputs.put(value.name(), value);
        data.put(value.name(), repeated(values, (int) value.elements()));
        return value;
    }

    /** A trained parameter with normal noise in it. */
    public Value parameter(int... dimensions) {
        return parameter(normal(elements(dimensions)), dimensions);
    }

    /** A trained parameter with given values. */
    Value parameter(float[] values, int... dimensions) {
        Value value = held(true, parameters, dimensions);
        parameters += value.elements();
        data.put(value.name(), values);
        return value;
    }

    /** Kept statistics, all positive. */
    public Value state(int... dimensions) {
        float[] values = normal(elements(dimensions));
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f + Math.abs(values[i]);
        }
        return state(values, dimensions);
    }

    /** Kept statistics with given values. */
    Value state(float[] values, int... dimensions) {
        Value value = held(false, state, dimensions);
        state += value.elements();
        data.put(value.name(), values);
        return value;
    }

    /** What a call makes as the gradient of a parameter. */
    public Value gradient(Value parameter) {
        int id = ids++;
        Value value = new Value(id, "value" + id, parameter.dimensions(), new Value.Made());
        gradients.put(parameter.name(), value);
        return value;
    }

    /** An activation that a call writes and the test reads; statistics of one value per channel are read as a tensor. */
    public Value output(int... dimensions) {
        Value value = made(dimensions);
        boolean isVector = dimensions.length == 1;
        outputs.put(
                value.name(),
                isVector
                        ? new Value(ids++, value.name(), List.of(1, dimensions[0], 1, 1), new Value.View(value))
                        : value);
        return value;
    }

    public SmallPlan call(Op op, List<Value> from, Value... to) {
        calls.add(new Plan.Call("call", op, from, List.of(to), Plan.Phase.FORWARD));
        return this;
    }

    public Plan plan() {
        ParameterTable table = new ParameterTable(entries, parameters, state);
        return new Plan(Mode.TRAINING, calls, inputs, outputs, gradients, table);
    }

    /** What inputs, parameters and states hold before the run, by name. */
    public Map<String, float[]> data() {
        return data;
    }

    private Value made(int... dimensions) {
        int id = ids++;
        return new Value(id, "value" + id, sizes(dimensions), new Value.Made());
    }

    private Value held(boolean trainable, long offset, int... dimensions) {
        int id = ids++;
        ParameterTable.Entry entry =
                new ParameterTable.Entry("value" + id, sizes(dimensions), trainable, offset, Initializer.constant(0));
        entries.add(entry);
        return new Value(id, entry.name(), entry.dimensions(), new Value.Held(entry));
    }

    private static List<Integer> sizes(int... dimensions) {
        return Arrays.stream(dimensions).boxed().toList();
    }

    private static int elements(int... dimensions) {
        int product = 1;
        for (int size : dimensions) {
            product *= size;
        }
        return product;
    }

    private float[] normal(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] repeated(float[] values, int length) {
        float[] all = new float[length];
        for (int i = 0; i < length; i++) {
            all[i] = values[i % values.length];
        }
        return all;
    }
}
