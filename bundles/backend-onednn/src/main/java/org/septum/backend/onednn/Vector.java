// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import org.septum.api.backend.FlatVector;

/** One of a session's flat vectors: a block of float32 in native memory, zero at first. */
final class Vector implements FlatVector, AutoCloseable {

    /** Floats that are copied at once: a buffer cannot be larger than 2 GB. */
    private static final int PIECE = 1 << 20;

    private final long size;
    private final Block block;
    private final Runnable written;

    /**
     * @param written told when the vector is written from outside
     */
    Vector(long size, Runnable written) {
        this.size = size;
        this.block = new Block(size * Float.BYTES);
        this.written = written;
    }

    Block block() {
        return block;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long offset, float[] into) {
        for (int at = 0; at < into.length; at += PIECE) {
            int length = Math.min(PIECE, into.length - at);
            block.floats(offset + at, length).get(0, into, at, length);
        }
    }

    @Override
    public void write(long offset, float[] from) {
        for (int at = 0; at < from.length; at += PIECE) {
            int length = Math.min(PIECE, from.length - at);
            block.floats(offset + at, length).put(0, from, at, length);
        }
        written.run();
    }

    @Override
    public void close() {
        block.close();
    }
}
