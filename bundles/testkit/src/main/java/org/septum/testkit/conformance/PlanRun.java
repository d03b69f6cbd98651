// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.septum.api.backend.Backend;
import org.septum.api.backend.FlatVector;
import org.septum.api.backend.Program;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;

/** Runs a plan once on a backend and gathers all that it leaves behind. */
public final class PlanRun {

    /** The number of the training step that is run; dropout depends on it. */
    private static final int STEP = 5;

    private PlanRun() {}

    /**
     * Outputs by their names, gradients and states by those of their parameters.
     *
     * @param data what to put into the plan's inputs, parameters and states, by name
     * @param prepare told of the session before anything is written: a place to fill its memory with NaN, so that a kernel
     *     that reads what nobody wrote shows itself
     */
    public static Map<String, float[]> results(
            Backend backend,
            RuntimeSettings settings,
            Plan plan,
            Map<String, float[]> data,
            Consumer<Session> prepare) {
        try (Session session = backend.open(plan.parameters(), settings)) {
            Program program = session.compile(plan);
            prepare.accept(session);
            load(session, plan.parameters(), data);
            plan.inputs().keySet().forEach(name -> program.write(name, data.get(name)));
            program.run(STEP);
            return results(session, plan, program);
        }
    }

    /** Fills parameters and states. */
    public static void load(Session session, ParameterTable table, Map<String, float[]> data) {
        for (ParameterTable.Entry entry : table.entries()) {
            (entry.trainable() ? session.parameters() : session.state()).write(entry.offset(), data.get(entry.name()));
        }
    }

    /** What a run left in outputs, gradients and states. */
    public static Map<String, float[]> results(Session session, Plan plan, Program program) {
        Map<String, float[]> results = new LinkedHashMap<>();
        plan.outputs().forEach((name, value) -> {
            float[] values = new float[(int) value.elements()];
            program.read(name, values);
            results.put(name, values);
        });
        for (ParameterTable.Entry entry : plan.parameters().entries()) {
            float[] values = new float[(int) entry.elements()];
            FlatVector vector = entry.trainable() ? session.gradients() : session.state();
            vector.read(entry.offset(), values);
            results.put(entry.name(), nothingWrittenAsZero(values));
        }
        return results;
    }

    /** A gradient that no call of the plan computes is left alone by every backend. */
    private static float[] nothingWrittenAsZero(float[] values) {
        for (float value : values) {
            if (!Float.isNaN(value)) {
                return values;
            }
        }
        return new float[values.length];
    }
}
