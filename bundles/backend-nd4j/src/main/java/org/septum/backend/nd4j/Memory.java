// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A run of floats in native memory. Kernels copy pieces of it into Java arrays that stay in the processor's nearest cache,
 * compute there in loops that the JIT compiler vectorizes, and copy the results back.
 */
final class Memory {

    /** The most floats that a Java buffer can address. */
    static final long LARGEST = Integer.MAX_VALUE / Float.BYTES;

    private final long address;
    private final FloatBuffer floats;

    /**
     * @param address the first float's address
     * @param size the number of floats
     */
    Memory(long address, long size) {
        this.address = address;
        this.floats = new Block(address, size * Float.BYTES)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Memory that ND4J owns and that outlives this view. */
    private static final class Block extends BytePointer {
        Block(long address, long bytes) {
            super((Pointer) null);
            this.address = address;
            this.limit = bytes;
            this.capacity = bytes;
        }
    }

    /** A pointer for the BLAS. */
    private static final class FloatBlock extends FloatPointer {
        FloatBlock(long address, long size) {
            super((Pointer) null);
            this.address = address;
            this.limit = size;
            this.capacity = size;
        }
    }

    int size() {
        return floats.capacity();
    }

    /** The floats from an offset on, as another view of the same memory. */
    Memory from(long offset) {
        return new Memory(address + offset * Float.BYTES, size() - offset);
    }

    /** A pointer to the first float, for a library. */
    FloatPointer pointer() {
        return new FloatBlock(address, size());
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
