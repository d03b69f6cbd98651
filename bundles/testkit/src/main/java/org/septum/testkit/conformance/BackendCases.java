// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.testkit.reference.ReferenceBackend;

/**
 * Small plans that together use every operation, on shapes that leave remainders everywhere: odd and even sizes, one image
 * and more, one channel and many. A backend runs them all like the {@link ReferenceBackend}.
 */
final class BackendCases {

    private BackendCases() {}

    /** The plans by name. */
    static Map<String, SmallPlan> all() {
        Map<String, SmallPlan> cases = new LinkedHashMap<>();
        new ConvolutionCases(cases);
        new LayerCases(cases);
        new ArithmeticCases(cases);
        new CustomCases(cases);
        return cases;
    }

    /** Its input alone, 100 with steps of 0.25, is more precise than bfloat16, which has steps of 0.5 there. */
    static boolean isFinerThanBfloat16(String name) {
        return name.equals("batch norm about a large mean");
    }
}
