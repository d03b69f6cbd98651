// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import org.septum.api.head.TargetEncoding;

/** A loss for class indices and masks alike. */
@FunctionalInterface
public interface AnyTarget extends TruthLoss {

    @Override
    default boolean accepts(TargetEncoding encoding) {
        return true;
    }
}
