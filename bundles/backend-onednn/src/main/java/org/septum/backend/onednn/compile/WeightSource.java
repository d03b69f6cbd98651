// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.compile;

import org.septum.api.plan.ParameterTable;
import org.septum.backend.onednn.library.Address;
import org.septum.backend.onednn.memory.Block;
import org.septum.backend.onednn.memory.Storage;

/** Weights in the reference layout, from which {@link Weights} makes copies in other layouts. */
public interface WeightSource {

    /** Where the weights lie while a copy is made. */
    Storage storage();

    /** The first weight's offset in the storage, in bytes. */
    long start();

    /** Called right before a copy is made. */
    void prepare();

    /** The parameters themselves. */
    record Parameters(Block storage, long start) implements WeightSource {
        @Override
        public void prepare() {
            // They are always there.
        }
    }

    /**
     * Weights that are read when a copy is made, and not kept.
     *
     * @param storage memory that all such weights share
     */
    record Saved(Resources resources, Storage storage, ParameterTable.Entry entry) implements WeightSource {
        @Override
        public long start() {
            return 0;
        }

        @Override
        public void prepare() {
            var floats = Address.floats(storage.address(), entry.elements());
            resources.read(entry, (at, values) -> floats.put(at, values, values.length));
        }
    }
}
