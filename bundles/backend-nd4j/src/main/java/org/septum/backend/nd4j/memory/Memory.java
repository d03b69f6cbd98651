// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.memory;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.septum.backend.common.kernels.Floats;

/** A run of floats in memory that ND4J owns, which its BLAS can be given too. */
public final class Memory extends Floats {

    private final long address;

    /**
     * @param address the first float's address
     * @param size the number of floats
     */
    public Memory(long address, long size) {
        super(new Block(address, size * Float.BYTES).asByteBuffer());
        this.address = address;
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

    /** A pointer to the first float, for a library. */
    public FloatPointer pointer() {
        return new FloatBlock(address, size());
    }
}
