// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.memory;

/** A point in native memory. */
public record Place(Storage storage, long offset) {

    public static Place of(Storage storage) {
        return new Place(storage, 0);
    }

    public long address() {
        return storage.address() + offset;
    }
}
