// SPDX-License-Identifier: Apache-2.0
package org.septum.api.head;

/** How a head's target is written for the loss. */
public enum TargetEncoding {
    /** One channel per logit channel, each 0 or 1. */
    MASK,
    /** One channel with the index of the true class, as a whole number. */
    CLASS_INDEX
}
