// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.memory;

import org.septum.backend.common.kernels.Floats;
import org.septum.backend.common.kernels.NativeVector;

/** One of a session's flat vectors: a block of float32 in native memory, zero at first. */
public final class Vector extends NativeVector {

    private final long size;
    private final Block block;

    public Vector(long size) {
        this.size = size;
        this.block = new Block(size * Float.BYTES);
    }

    public Block block() {
        return block;
    }

    /** Where the element lies that has so many before it. */
    public Place place(long offset) {
        return new Place(block, offset * Float.BYTES);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Floats floats(long offset, long length) {
        return place(offset).floats(length);
    }

    @Override
    public void close() {
        block.close();
    }
}
