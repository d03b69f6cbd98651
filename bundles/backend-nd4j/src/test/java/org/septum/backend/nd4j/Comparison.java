// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.septum.api.backend.Backend;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.plan.Plan;
import org.septum.backend.nd4j.memory.Block;
import org.septum.testkit.conformance.PlanRun;
import org.septum.testkit.reference.ReferenceBackend;

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
        return PlanRun.results(backend, settings, plan, data, Comparison::poison);
    }

    /** Fills the arena and the gradients with NaN, so that a kernel that reads what nobody wrote shows itself. */
    private static void poison(Session session) {
        if (session instanceof Nd4jSession nd4j) {
            for (Block block : List.of(nd4j.shared().arena(), nd4j.shared().gradients())) {
                float[] nan = new float[(int) block.size()];
                Arrays.fill(nan, Float.NaN);
                block.write(0, nan);
            }
        }
    }
}
