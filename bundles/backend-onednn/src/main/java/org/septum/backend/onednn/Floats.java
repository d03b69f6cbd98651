// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.septum.api.UserError;

/**
 * A run of floats in native memory, for kernels in Java: they copy pieces of it into arrays that stay in the processor's
 * nearest cache, compute there in loops that the JIT compiler vectorizes, and copy the results back.
 */
final class Floats {

    private final FloatBuffer floats;

    /** The most floats that a Java buffer can address. */
    private static final long LARGEST = Integer.MAX_VALUE / Float.BYTES;

    /**
     * @param address the first float's address
     * @param size the number of floats
     * @throws UserError if they are more than a buffer can address
     */
    Floats(long address, long size) {
        if (size > LARGEST) {
            throw new UserError("an input, output, loss or mask would have " + size + " elements, more than the "
                    + LARGEST + " that the backend onednn can address; make data.batch-size or data.size smaller");
        }
        this.floats = new Address(address, Math.multiplyExact(size, Float.BYTES))
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    int size() {
        return floats.capacity();
    }

    void get(int offset, float[] into, int length) {
        floats.get(offset, into, 0, length);
    }

    void get(int offset, float[] into, int at, int length) {
        floats.get(offset, into, at, length);
    }

    void put(int offset, float[] from, int length) {
        floats.put(offset, from, 0, length);
    }

    void put(int offset, float[] from, int at, int length) {
        floats.put(offset, from, at, length);
    }

    float get(int offset) {
        return floats.get(offset);
    }

    void put(int offset, float value) {
        floats.put(offset, value);
    }
}
