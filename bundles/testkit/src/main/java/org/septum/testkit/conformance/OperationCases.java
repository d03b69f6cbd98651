// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.Map;
import java.util.function.Consumer;
import org.septum.api.backend.Backend;

/** Plans with a few steps each, by name. */
abstract class OperationCases {

    private final Backend backend;
    private final Map<String, SmallPlan> cases;

    OperationCases(Backend backend, Map<String, SmallPlan> cases) {
        this.backend = backend;
        this.cases = cases;
    }

    final void add(String name, Consumer<SmallPlan> plan) {
        SmallPlan small = new SmallPlan(backend);
        plan.accept(small);
        cases.put(name, small);
    }
}
