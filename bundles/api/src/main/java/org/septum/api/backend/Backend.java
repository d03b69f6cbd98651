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

    /**
     * The same for a trained model. Its programs are those of evaluation; its vectors are not for the caller to read or write.
     *
     * <p>This default reads everything at once; a backend may read an array when it prepares it, and keep only that.
     *
     * @throws org.septum.api.WiringError if the device or its library cannot be used
     */
    default Session openForInference(ParameterTable parameters, RuntimeSettings settings, ParameterSource saved) {
        Session session = open(parameters, settings);
        try {
            for (ParameterTable.Entry entry : parameters.entries()) {
                FlatVector vector = entry.trainable() ? session.parameters() : session.state();
                saved.read(entry, (at, values) -> vector.write(entry.offset() + at, values));
            }
            return session;
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }
}
