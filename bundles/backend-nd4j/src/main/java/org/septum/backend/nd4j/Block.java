// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.septum.api.backend.FlatVector;

/** One of a session's flat vectors: a single native allocation, zero at first. */
final class Block implements FlatVector, AutoCloseable {

    /** How many floats go through a Java array at once when a vector is read or written. */
    private static final int PIECE = 1 << 20;

    private final long size;
    private final INDArray array;
    private final long address;

    Block(long size) {
        this.size = size;
        // ND4J has no empty vectors; a model without running statistics still gets one float.
        this.array = Nd4j.create(DataType.FLOAT, Math.max(1, size));
        this.address = array.data().address();
    }

    INDArray array() {
        return array;
    }

    Memory memory(long offset, long length) {
        return new Memory(address + offset * Float.BYTES, length);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long offset, float[] into) {
        for (int at = 0; at < into.length; at += PIECE) {
            int length = Math.min(PIECE, into.length - at);
            memory(offset + at, length).get(0, into, at, length);
        }
    }

    @Override
    public void write(long offset, float[] from) {
        for (int at = 0; at < from.length; at += PIECE) {
            int length = Math.min(PIECE, from.length - at);
            memory(offset + at, length).put(0, from, at, length);
        }
    }

    @Override
    public void close() {
        array.close();
    }
}
