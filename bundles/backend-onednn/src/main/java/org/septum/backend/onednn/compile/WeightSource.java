// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.compile;

import org.septum.backend.onednn.memory.Block;
import org.septum.backend.onednn.memory.Storage;

/** Weights in the reference layout, from which {@link Weights} makes copies in other layouts. */
public interface WeightSource {

    /** Where the weights lie while a copy is made. */
    Storage storage();

    /** Called right before a copy is made. */
    void prepare();

    /** The parameters themselves. */
    record Parameters(Block storage) implements WeightSource {
        @Override
        public void prepare() {
            // They are always there.
        }
    }
}
