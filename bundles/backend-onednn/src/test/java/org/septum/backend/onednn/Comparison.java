// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

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

/** Runs plans in a session whose memory was filled with NaN. */
final class Comparison {

    private static final long SEED = 3;

    private Comparison() {}

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
            fill(onednn.gradients().block(), onednn.gradients().block().bytes());
        }
    }

    /** All bits set are a NaN in float32 and in bfloat16. */
    private static void fill(Storage storage, long bytes) {
        Pointer.memset(new Address(storage.address(), bytes), 0xff, bytes);
    }
}
