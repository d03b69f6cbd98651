// SPDX-License-Identifier: Apache-2.0
package org.septum.api.backend;

import java.util.List;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;

/** A library and device that run plans. */
public interface Backend {

    /**
     * The memory that a session with the programs of some plans of one model would hold, found out without taking it.
     *
     * @throws ArithmeticException if there is more of it than can be counted
     */
    MemoryNeed memory(List<Plan> plans, RuntimeSettings settings);

    /**
     * Makes room for a model's parameters.
     *
     * @throws org.septum.api.WiringError if the device or its library cannot be used
     */
    Session open(ParameterTable parameters, RuntimeSettings settings);
}
