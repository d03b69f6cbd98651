// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.api.backend.Backend;
import org.septum.api.backend.FlatVector;
import org.septum.api.backend.Program;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Region;
import org.septum.testkit.ReferenceBackend;

/** Runs one plan on ND4J and on the reference backend and compares all that it leaves behind. */
final class Comparison {

    static final long SEED = 3;

    private Comparison() {}

    /**
     * @param data what to put into the plan's inputs, parameters and states, by name
     * @param tolerance the largest allowed difference, relative to the largest element of an array
     */
    static void run(Plan plan, Map<String, float[]> data, int threads, double tolerance) {
        Map<String, float[]> expected = results(new ReferenceBackend(), plan, data, threads);
        Map<String, float[]> actual = results(Nd4jFactory.backend(), plan, data, threads);
        expected.forEach((name, values) -> compare(name, actual.get(name), values, tolerance));
    }

    static void compare(String name, float[] actual, float[] expected, double tolerance) {
        float largest = 1e-6f;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(actual).as(name).containsExactly(expected, within((float) (tolerance * largest)));
    }

    static Map<String, float[]> results(Backend backend, Plan plan, Map<String, float[]> data, int threads) {
        RuntimeSettings settings = new RuntimeSettings("cpu", "float32", threads, SEED);
        try (Session session = backend.open(plan.parameters(), settings)) {
            Program program = session.compile(plan);
            poison(session);
            for (ParameterTable.Entry entry : plan.parameters().entries()) {
                vector(session, entry).write(entry.value().offset(), data.get(entry.name()));
            }
            plan.inputs().keySet().forEach(name -> program.write(name, data.get(name)));
            program.run(5);
            return results(session, plan, program);
        }
    }

    /** What a run left in outputs, gradients and states. */
    static Map<String, float[]> results(Session session, Plan plan, Program program) {
        Map<String, float[]> results = new LinkedHashMap<>();
        plan.outputs().forEach((name, value) -> {
            float[] values = new float[(int) value.elements()];
            program.read(name, values);
            results.put(name, values);
        });
        for (ParameterTable.Entry entry : plan.parameters().entries()) {
            float[] values = new float[(int) entry.value().elements()];
            FlatVector vector = entry.trainable() ? session.gradients() : session.state();
            vector.read(entry.value().offset(), values);
            results.put(entry.name(), nothingWrittenAsZero(values));
        }
        return results;
    }

    private static FlatVector vector(Session session, ParameterTable.Entry entry) {
        return entry.trainable() ? session.parameters() : session.state();
    }

    /** Fills the arena and the gradients with NaN, so that a kernel that reads what nobody wrote shows itself. */
    private static void poison(Session session) {
        if (session instanceof Nd4jSession nd4j) {
            for (Region region : new Region[] {Region.ARENA, Region.GRADIENTS}) {
                float[] nan = new float[(int) nd4j.block(region).size()];
                Arrays.fill(nan, Float.NaN);
                nd4j.block(region).write(0, nan);
            }
        }
    }

    /** A gradient that no step of the plan computes is left alone by both backends. */
    private static float[] nothingWrittenAsZero(float[] values) {
        for (float value : values) {
            if (!Float.isNaN(value)) {
                return values;
            }
        }
        return new float[values.length];
    }
}
