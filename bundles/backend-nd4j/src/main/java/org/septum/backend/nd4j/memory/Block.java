// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.memory;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.septum.backend.common.kernels.NativeVector;

/** One of a session's flat vectors: a single native allocation, zero at first, made when it is first used. */
public final class Block extends NativeVector implements AutoCloseable {

    private final long size;
    private INDArray array;
    private long address;

    public Block(long size) {
        this.size = size;
    }

    public INDArray array() {
        if (array == null) {
            // ND4J has no empty vectors; a model without running statistics still gets one float.
            array = Nd4j.create(DataType.FLOAT, Math.max(1, size));
            address = array.data().address();
        }
        return array;
    }

    @Override
    public Memory floats(long offset, long length) {
        array();
        return new Memory(address + offset * Float.BYTES, length);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void close() {
        if (array != null) {
            array.close();
        }
    }
}
