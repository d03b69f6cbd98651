// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.reference;

import java.util.List;
import org.septum.api.backend.Backend;
import org.septum.api.backend.MemoryNeed;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;

/**
 * Runs plans in plain Java and double precision, one obvious loop per operation: slow, and the measure of every other
 * backend. Its memory order is the reference order (batch, channel, height, width) everywhere. Device, precision and number
 * of threads of the settings do not matter to it; the seed does.
 */
public final class ReferenceBackend implements Backend {

    /** None: the loops keep what they compute in Java's heap. */
    @Override
    public MemoryNeed memory(List<Plan> plans, RuntimeSettings settings) {
        return new MemoryNeed(0, 0);
    }

    @Override
    public ReferenceSession open(ParameterTable parameters, RuntimeSettings settings) {
        return new ReferenceSession(parameters, settings.seed());
    }

    /** A session with a seed for dropout, for tests. */
    public ReferenceSession open(ParameterTable parameters, long seed) {
        return new ReferenceSession(parameters, seed);
    }
}
