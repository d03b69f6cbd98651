// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.Map;
import java.util.function.Consumer;

/** Plans with a few calls each, by name. */
abstract class OperationCases {

    private final Map<String, SmallPlan> cases;

    OperationCases(Map<String, SmallPlan> cases) {
        this.cases = cases;
    }

    final void add(String name, Consumer<SmallPlan> plan) {
        SmallPlan small = new SmallPlan();
        plan.accept(small);
        cases.put(name, small);
    }
}
