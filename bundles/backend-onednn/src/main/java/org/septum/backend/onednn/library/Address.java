// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.library;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.septum.api.UserError;
import org.septum.backend.common.kernels.Floats;

/** A pointer to memory that something else owns. */
public final class Address extends BytePointer {

    public Address(long address, long bytes) {
        super((Pointer) null);
        this.address = address;
        this.limit = bytes;
        this.capacity = bytes;
    }

    /**
     * A run of floats from an address on.
     *
     * @param size the number of floats
     * @throws UserError if they are more than a buffer can address
     */
    public static Floats floats(long address, long size) {
        if (size > Floats.LARGEST) {
            throw new UserError("an input, output, loss or mask would have " + size + " elements, more than the "
                    + Floats.LARGEST
                    + " that the backend onednn can address; make data.batch-size or data.size smaller");
        }
        return new Floats(new Address(address, Math.multiplyExact(size, Float.BYTES)).asByteBuffer());
    }
}
