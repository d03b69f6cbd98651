// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Step;
import org.septum.api.plan.Value;

/** Counts the multiplications and additions of convolutions, which are nearly all of a network's. */
public final class FloatingPointOperations {

    private FloatingPointOperations() {}

    /** Those of all of a plan's steps: of one training step, if that is what is planned. */
    public static double of(Plan plan) {
        return plan.steps().stream().mapToDouble(FloatingPointOperations::of).sum();
    }

    /** Two for each product that is added; 0 for a step that is no convolution. */
    public static double of(Step step) {
        Op op = step.op();
        if (op instanceof Op.Conv2d) {
            return products(step.input(1), step.output(0));
        }
        if (op instanceof Op.Conv2dBackwardInput) {
            return products(step.input(1), step.input(0));
        }
        if (op instanceof Op.Conv2dBackwardWeights) {
            return products(step.output(0), step.input(1));
        }
        if (op instanceof Op.TransposedConv2d) {
            return products(step.input(1), step.input(0));
        }
        if (op instanceof Op.TransposedConv2dBackwardInput) {
            return products(step.input(1), step.output(0));
        }
        if (op instanceof Op.TransposedConv2dBackwardWeights) {
            return products(step.output(0), step.input(0));
        }
        return 0;
    }

    /** Every weight is used once for each pixel of the array at the end of a convolution, or the start of a transposed one. */
    private static double products(Value weight, Value pixels) {
        return 2.0 * weight.elements() * pixels.dimension(0) * pixels.dimension(2) * pixels.dimension(3);
    }
}
