// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.memory;

import org.bytedeco.javacpp.Pointer;

/** Native memory of a fixed size, zero at first, whose address is a multiple of a page; taken when it is first asked for. */
public final class Block implements Storage, AutoCloseable {

    private static final int PAGE = 4096;

    private final long bytes;
    private Pointer memory;
    private long address;

    public Block(long bytes) {
        this.bytes = bytes;
    }

    /**
     * @throws OutOfMemoryError if the system does not have so much memory
     */
    @Override
    public long address() {
        if (memory == null) {
            take();
        }
        return address;
    }

    private void take() {
        memory = Pointer.calloc(1, bytes + PAGE);
        if (memory == null || memory.isNull()) {
            throw new OutOfMemoryError("the system has no " + bytes + " bytes of memory for the backend onednn");
        }
        address = (memory.address() + PAGE - 1) / PAGE * PAGE;
    }

    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (memory != null) {
            Pointer.free(memory);
            memory = null;
        }
    }
}
