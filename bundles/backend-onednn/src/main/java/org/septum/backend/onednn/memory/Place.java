// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.memory;

import org.septum.backend.common.kernels.Floats;
import org.septum.backend.onednn.library.Address;

/** A point in native memory. */
public record Place(Storage storage, long offset) {

    public static Place of(Storage storage) {
        return new Place(storage, 0);
    }

    public long address() {
        return storage.address() + offset;
    }

    /** The point that lies so many bytes further on. */
    public Place after(long bytes) {
        return new Place(storage, offset + bytes);
    }

    /**
     * A run of float32 from here on.
     *
     * @throws org.septum.api.UserError if they are more than a buffer can address
     */
    public Floats floats(long size) {
        return Address.floats(address(), size);
    }
}
