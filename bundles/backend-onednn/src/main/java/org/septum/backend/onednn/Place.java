// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

/** A point in native memory. */
record Place(Storage storage, long offset) {

    static Place of(Storage storage) {
        return new Place(storage, 0);
    }

    long address() {
        return storage.address() + offset;
    }
}
