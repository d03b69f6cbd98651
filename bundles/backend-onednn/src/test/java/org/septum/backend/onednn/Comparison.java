// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.septum.api.backend.Backend;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.plan.Plan;
import org.septum.backend.onednn.compile.Resources;
import org.septum.backend.onednn.library.Address;
import org.septum.backend.onednn.memory.Storage;
import org.septum.testkit.conformance.PlanRun;
import org.septum.testkit.reference.ReferenceBackend;

/** Runs one plan on oneDNN and on the reference backend and compares all that it leaves behind. */
final class Comparison {

    static final long SEED = 3;

    private Comparison() {}

    /**
     * @param data what to put into the plan's inputs, parameters and states, by name
     * @param tolerance the largest allowed difference, relative to the largest element of an array
     */
    static void run(Plan plan, Map<String, float[]> data, int threads, double tolerance) {
        Map<String, float[]> expected = results(new ReferenceBackend(), plan, data, "float32", threads);
        Map<String, float[]> actual = results(OnednnFactory.backend(), plan, data, "float32", threads);
        expected.forEach((name, values) -> compare(name, actual.get(name), values, tolerance));
    }

    /**
     * Compares a run in bfloat16. Rounding moves a value from one side of a ReLU to the other now and then, so whole arrays
     * are compared.
     *
     * @param tolerance the largest allowed norm of the difference, relative to the norm of an array
     */
    static void ofNorms(Plan plan, Map<String, float[]> data, double tolerance) {
        Map<String, float[]> expected = results(new ReferenceBackend(), plan, data, "float32", 2);
        Map<String, float[]> actual = results(OnednnFactory.backend(), plan, data, "bfloat16", 2);
        expected.forEach((name, values) ->
                assertThat(relativeError(actual.get(name), values)).as(name).isLessThan(tolerance));
    }

    static double relativeError(float[] actual, float[] expected) {
        double difference = 0;
        double norm = 1e-12;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow((double) actual[i] - expected[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference / norm);
    }

    static void compare(String name, float[] actual, float[] expected, double tolerance) {
        float largest = 1e-6f;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(actual).as(name).containsExactly(expected, within((float) (tolerance * largest)));
    }

    static Map<String, float[]> results(
            Backend backend, Plan plan, Map<String, float[]> data, String precision, int threads) {
        RuntimeSettings settings = new RuntimeSettings("cpu", precision, threads, SEED);
        return PlanRun.results(backend, settings, plan, data, Comparison::poison);
    }

    /** Fills the arena and the gradients with NaN, so that a kernel that reads what nobody wrote shows itself. */
    static void poison(Session session) {
        if (session instanceof OnednnSession onednn) {
            Resources resources = onednn.resources();
            fill(resources.arena(), resources.arena().bytes());
            fill(resources.gradients().block(), resources.gradients().block().bytes());
        }
    }

    /** All bits set are a NaN in float32 and in bfloat16. */
    private static void fill(Storage storage, long bytes) {
        Pointer.memset(new Address(storage.address(), bytes), 0xff, bytes);
    }
}
