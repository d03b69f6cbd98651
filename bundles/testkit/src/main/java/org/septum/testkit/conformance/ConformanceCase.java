// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.Map;
import org.septum.api.plan.Plan;

/**
 * One thing that every backend computes alike: an operation or a small network, and what comes out of it.
 *
 * @param name unique among the cases
 * @param plan what to run once, as the fifth training step and with the seed 3
 * @param data what to put into the plan's inputs, parameters and states, by name
 * @param expected what outputs, gradients and states hold afterwards, by name
 * @param tolerance in float32 the largest difference, relative to the largest element of an array
 * @param bfloat16 in bfloat16 the largest norm of the difference, relative to the norm of an array: rounding moves a value
 *     from one side of a ReLU to the other now and then; NaN where the numbers themselves are finer than bfloat16
 */
public record ConformanceCase(
        String name,
        Plan plan,
        Map<String, float[]> data,
        Map<String, float[]> expected,
        double tolerance,
        double bfloat16) {

    /** What the reference backend makes of a plan, within the tolerances for single operations. */
    ConformanceCase(String name, SmallPlan small) {
        this(
                name,
                small.plan(),
                small.data(),
                Conformance.reference(small.plan(), small.data()),
                Conformance.OPERATION,
                Conformance.BFLOAT16);
    }
}
