// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import org.septum.api.graph.Op;

/** Which operations may write their first output over their first input: each element depends on the same element only. */
final class InPlace {

    private InPlace() {}

    static boolean allowed(Call call) {
        return isElementwise(call.op())
                && call.output(0).dimensions().equals(call.input(0).dimensions());
    }

    /** Whether the first two inputs may change places without changing the result. */
    static boolean commutes(Op op) {
        return op instanceof Op.Binary binary
                && (binary.function() == Op.Binary.Function.ADD || binary.function() == Op.Binary.Function.MULTIPLY);
    }

    private static boolean isElementwise(Op op) {
        return op instanceof Op.Activate
                || op instanceof Op.ActivateBackward
                || op instanceof Op.Affine
                || op instanceof Op.Binary
                || op instanceof Op.Clamp
                || op instanceof Op.ClampBackward
                || op instanceof Op.Dropout
                || op instanceof Op.Power
                || op instanceof Op.Unary
                || op instanceof Op.UnaryBackward;
    }
}
