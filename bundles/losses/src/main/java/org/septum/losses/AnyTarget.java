// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;

/** A loss for class indices and masks alike. */
@FunctionalInterface
public interface AnyTarget extends Loss {

    @Override
    default boolean accepts(TargetEncoding encoding) {
        return true;
    }
}
