// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A run of floats in native memory, for kernels in Java: they copy pieces of it into arrays that stay in the processor's
 * nearest cache, compute there in loops that the JIT compiler vectorizes, and copy the results back.
 */
public class Floats {

    /** The most floats that a Java buffer can address. */
    public static final long LARGEST = Integer.MAX_VALUE / Float.BYTES;

    private final FloatBuffer floats;

    /**
     * @param memory the bytes of the floats, in the machine's order
     */
    public Floats(ByteBuffer memory) {
        this.floats = memory.order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    public final int size() {
        return floats.capacity();
    }

    public final void get(int offset, float[] into, int length) {
        floats.get(offset, into, 0, length);
    }

    public final void get(int offset, float[] into, int at, int length) {
        floats.get(offset, into, at, length);
    }

    public final void put(int offset, float[] from, int length) {
        floats.put(offset, from, 0, length);
    }

    public final void put(int offset, float[] from, int at, int length) {
        floats.put(offset, from, at, length);
    }

    public final float get(int offset) {
        return floats.get(offset);
    }

    public final void put(int offset, float value) {
        floats.put(offset, value);
    }
}
