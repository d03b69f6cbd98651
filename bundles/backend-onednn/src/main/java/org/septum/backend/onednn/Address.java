// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** A pointer to memory that something else owns. */
final class Address extends BytePointer {

    Address(long address, long bytes) {
        super((Pointer) null);
        this.address = address;
        this.limit = bytes;
        this.capacity = bytes;
    }
}
