// SPDX-License-Identifier: Apache-2.0
package org.septum.api.head;

import org.septum.api.graph.Tensor;

/** How a head's target is written for the loss. */
public enum TargetEncoding {
    /** One channel per logit channel, each 0 or 1. */
    MASK,
    /** One channel with the index of the true class, as a whole number. */
    CLASS_INDEX;

    /** Which of them the target of these logits has: a target with the logits' shape is a mask. */
    public static TargetEncoding of(Tensor logits, Tensor target) {
        return target.shape().equals(logits.shape()) ? MASK : CLASS_INDEX;
    }
}
