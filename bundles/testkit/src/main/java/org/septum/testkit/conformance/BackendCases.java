// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.graph.OpTable;
import org.septum.testkit.reference.ReferenceBackend;

/**
 * Small plans that together use every operation, on shapes that leave remainders everywhere: odd and even sizes, one image
 * and more, one channel and many. A backend runs them all like the {@link ReferenceBackend}.
 */
public final class BackendCases {

    private BackendCases() {}

    /** The plans by name. */
    public static Map<String, SmallPlan> all() {
        Map<String, SmallPlan> cases = new LinkedHashMap<>();
        new ConvolutionCases(cases);
        new LayerCases(cases);
        new ArithmeticCases(cases);
        return cases;
    }

    /** The operations that no plan uses. */
    public static List<Class<?>> missing(Map<String, SmallPlan> cases) {
        List<Class<?>> missing = new ArrayList<>(OpTable.types());
        cases.values().stream()
                .flatMap(small -> small.plan().steps().stream())
                .forEach(step -> missing.remove(step.op().getClass()));
        return missing;
    }
}
