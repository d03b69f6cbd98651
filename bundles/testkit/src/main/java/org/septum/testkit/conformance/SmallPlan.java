// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.septum.api.backend.Backend;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Region;
import org.septum.api.plan.Step;
import org.septum.api.plan.Value;

/** A plan of a few steps written by hand, and random values for everything it reads. */
public final class SmallPlan {

    private final Backend backend;
    private final SplittableRandom random = new SplittableRandom(7);
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Value> inputs = new LinkedHashMap<>();
    private final Map<String, Value> outputs = new LinkedHashMap<>();
    private final List<ParameterTable.Entry> entries = new ArrayList<>();
    private final Map<String, float[]> data = new LinkedHashMap<>();
    private long arena;
    private long parameters;
    private long state;
    private int ids;

    /**
     * @param backend the backend that will run the plan; it says how much scratch memory the steps need
     */
    public SmallPlan(Backend backend) {
        this.backend = backend;
    }

    /** An activation that is written before the run, with normal noise in it. */
    public Value input(int... dimensions) {
        return input(normal(elements(dimensions)), dimensions);
    }

    /** An activation with given values, repeated as often as needed. */
    public Value input(float[] values, int... dimensions) {
        Value value = arena(dimensions);
        inputs.put(value.name(), value);
        data.put(value.name(), repeated(values, (int) value.elements()));
        return value;
    }

    /** A trained parameter with normal noise in it. */
    public Value parameter(int... dimensions) {
        Value value = value(Region.PARAMETERS, parameters, dimensions);
        parameters += value.elements();
        entries.add(new ParameterTable.Entry(value, Initializer.constant(0)));
        data.put(value.name(), normal((int) value.elements()));
        return value;
    }

    /** Kept statistics, all positive. */
    public Value state(int... dimensions) {
        Value value = value(Region.STATE, state, dimensions);
        state += value.elements();
        entries.add(new ParameterTable.Entry(value, Initializer.constant(0)));
        float[] values = normal((int) value.elements());
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f + Math.abs(values[i]);
        }
        data.put(value.name(), values);
        return value;
    }

    /** The place of a parameter's gradient. */
    public Value gradient(Value parameter) {
        return new Value(
                ids++, "gradient of " + parameter.name(), parameter.dimensions(), Region.GRADIENTS, parameter.offset());
    }

    /** An activation that a step writes and the test reads. */
    public Value output(int... dimensions) {
        Value value = arena(dimensions);
        outputs.put(value.name(), value);
        return value;
    }

    /** An array of per-channel statistics in the arena; the test reads it as a tensor. */
    public Value statistics(int channels) {
        Value value = output(1, channels, 1, 1);
        return new Value(ids++, value.name(), List.of(channels), Region.ARENA, value.offset());
    }

    /** The place of an input or output under the same dimensions, for a result that overwrites it. */
    public Value over(Value value) {
        outputs.put(value.name(), value);
        return value;
    }

    public SmallPlan step(Op op, List<Value> from, Value... to) {
        List<Value> results = List.of(to);
        long floats = backend.scratchFloats(
                op,
                from.stream().map(Value::dimensions).toList(),
                results.stream().map(Value::dimensions).toList());
        Value scratch = floats == 0 ? null : arena((int) floats);
        steps.add(new Step("step", op, from, results, scratch, Step.Phase.FORWARD));
        return this;
    }

    /**
     * Adds a batch normalization of an array with four dimensions, with parameters and running statistics of its own.
     *
     * @return its result, and in training the batch's means and inverse deviations
     */
    public List<Value> batchNorm(Op.BatchNorm op, Value x) {
        int channels = x.dimension(1);
        List<Value> results = List.of(
                output(x.dimension(0), channels, x.dimension(2), x.dimension(3)),
                statistics(channels),
                statistics(channels));
        List<Value> from = List.of(x, parameter(channels), parameter(channels), state(channels), state(channels));
        step(op, from, results.toArray(Value[]::new));
        return results;
    }

    public Plan plan() {
        ParameterTable table = new ParameterTable(entries, parameters, state);
        return new Plan(Mode.TRAINING, steps, inputs, outputs, arena, table);
    }

    /** What inputs, parameters and states hold before the run, by name. */
    public Map<String, float[]> data() {
        return data;
    }

    private Value arena(int... dimensions) {
        Value value = value(Region.ARENA, arena, dimensions);
        arena += (value.elements() + 15) / 16 * 16;
        return value;
    }

    private Value value(Region region, long offset, int... dimensions) {
        List<Integer> sizes = new ArrayList<>();
        for (int size : dimensions) {
            sizes.add(size);
        }
        int id = ids++;
        return new Value(id, "value" + id, sizes, region, offset);
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
