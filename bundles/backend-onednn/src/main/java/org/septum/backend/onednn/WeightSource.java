// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

/** Weights in the reference layout, from which {@link Weights} makes copies in other layouts. */
interface WeightSource {

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
