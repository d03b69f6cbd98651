// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.memory;

/** The memory in which all programs of a session keep their activations; it grows to the largest program's need. */
public final class Arena implements Storage, AutoCloseable {

    private Block block = new Block(0);

    /** Makes room and returns whether the memory has moved, so that what points into it must be bound anew. */
    public boolean grow(long bytes) {
        if (block.bytes() >= bytes) {
            return false;
        }
        block.close();
        block = new Block(bytes);
        return true;
    }

    @Override
    public long address() {
        return block.address();
    }

    /** Gives the memory back until it is asked for again; what is in it is lost. */
    public void release() {
        block.close();
    }

    public long bytes() {
        return block.bytes();
    }

    @Override
    public void close() {
        block.close();
    }
}
