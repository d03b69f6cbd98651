// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.backend.FlatVector;
import org.septum.api.backend.Session;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.training.ParameterUpdate;

/** A model's parameters in double precision; all of them are zero at first. */
public final class ReferenceSession implements Session {

    private final ParameterTable table;
    private final long seed;
    private final DoubleVector parameters;
    private final DoubleVector gradients;
    private final DoubleVector state;
    private final Map<String, DoubleVector> slots = new LinkedHashMap<>();

    ReferenceSession(ParameterTable table, long seed) {
        this.table = table;
        this.seed = seed;
        this.parameters = vector(table.parameterFloats());
        this.gradients = vector(table.parameterFloats());
        this.state = vector(table.stateFloats());
    }

    private static DoubleVector vector(long size) {
        return new DoubleVector(new double[Math.toIntExact(size)]);
    }

    @Override
    public String description() {
        return "reference interpreter, double precision, 1 thread";
    }

    @Override
    public ReferenceProgram compile(Plan plan) {
        if (!table.sameLayout(plan.parameters())) {
            throw new IllegalArgumentException("the plan's parameters are laid out differently from the session's");
        }
        return new ReferenceProgram(plan, this);
    }

    /** The parameters themselves, not a copy: writing to them changes them. */
    public double[] parameterValues() {
        return parameters.elements();
    }

    /** The gradients that the last training run left; not a copy. */
    public double[] gradientValues() {
        return gradients.elements();
    }

    /** Running statistics and other kept arrays; not a copy. */
    public double[] stateValues() {
        return state.elements();
    }

    @Override
    public FlatVector parameters() {
        return parameters;
    }

    @Override
    public FlatVector gradients() {
        return gradients;
    }

    @Override
    public FlatVector state() {
        return state;
    }

    @Override
    public FlatVector slot(String name) {
        return slotVector(name);
    }

    private DoubleVector slotVector(String name) {
        return slots.computeIfAbsent(name, key -> vector(parameters.size()));
    }

    /** Updates the parameters; the update works on float32, so that what it returns is rounded to float32. */
    @Override
    public void update(ParameterUpdate update, List<String> names) {
        List<DoubleVector> vectors = names.stream().map(this::slotVector).toList();
        float[] values = parameters.toFloats();
        float[][] slotValues = vectors.stream().map(DoubleVector::toFloats).toArray(float[][]::new);
        update.apply(values, gradients.toFloats(), slotValues, values.length);
        parameters.write(0, values);
        for (int i = 0; i < slotValues.length; i++) {
            vectors.get(i).write(0, slotValues[i]);
        }
    }

    @Override
    public void close() {
        // Java's heap needs no closing.
    }

    long seed() {
        return seed;
    }
}
