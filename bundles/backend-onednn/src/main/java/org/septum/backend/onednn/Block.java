// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import org.bytedeco.javacpp.Pointer;

/** Native memory of a fixed size, zero at first, whose address is a multiple of a page. */
final class Block implements Storage, AutoCloseable {

    private static final int PAGE = 4096;

    private final long bytes;
    private Pointer memory;
    private final long address;

    /**
     * @throws OutOfMemoryError if the system does not have so much memory
     */
    Block(long bytes) {
        this.bytes = bytes;
        this.memory = Pointer.calloc(1, bytes + PAGE);
        if (memory == null || memory.isNull()) {
            throw new OutOfMemoryError("the system has no " + bytes + " bytes of memory for the backend onednn");
        }
        this.address = (memory.address() + PAGE - 1) / PAGE * PAGE;
    }

    @Override
    public long address() {
        return address;
    }

    long bytes() {
        return bytes;
    }

    /** A run of floats. */
    Floats floats(long offset, long length) {
        return new Floats(address + offset * Float.BYTES, length);
    }

    @Override
    public void close() {
        if (memory != null) {
            Pointer.free(memory);
            memory = null;
        }
    }
}
