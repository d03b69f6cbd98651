// SPDX-License-Identifier: Apache-2.0
package org.septum.planning;

import org.septum.services.plan.Planner;

/** Nobody is told. */
final class Silent implements Planner.Watch {

    @Override
    public void loaded(int samples, int all) {
        // Nobody watches.
    }

    @Override
    public void tell(String line) {
        // Nobody watches.
    }
}
