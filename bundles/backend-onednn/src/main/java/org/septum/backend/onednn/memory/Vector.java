// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.memory;

import org.septum.backend.common.kernels.Floats;
import org.septum.backend.common.kernels.NativeVector;
import org.septum.backend.onednn.library.Address;

/** One of a session's flat vectors: a block of float32 in native memory, zero at first. */
public final class Vector extends NativeVector implements AutoCloseable {

    private final long size;
    private final Block block;
    private final Runnable written;

    /**
     * @param written told when the vector is written from outside
     */
    public Vector(long size, Runnable written) {
        this.size = size;
        this.block = new Block(size * Float.BYTES);
        this.written = written;
    }

    public Block block() {
        return block;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Floats floats(long offset, long length) {
        return Address.floats(block.address() + offset * Float.BYTES, length);
    }

    @Override
    public void write(long offset, float[] from) {
        super.write(offset, from);
        written.run();
    }

    @Override
    public void close() {
        block.close();
    }
}
