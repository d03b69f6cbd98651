// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.memory;

/** A piece of an arena and the calls during which it holds something. */
public class Buffer {

    /** Every buffer begins at a multiple of this many bytes: a cache line. */
    public static final int ALIGNMENT = 64;

    private final long bytes;
    private final int first;
    private int last;
    private long offset = -1;

    /**
     * @param first the call that writes it first
     * @param last the last call that reads it
     */
    public Buffer(long bytes, int first, int last) {
        this.bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        this.first = first;
        this.last = last;
    }

    /** Keeps what it holds, or lets another array take the place over, until a later call. */
    public final void extend(int call) {
        last = Math.max(last, call);
    }

    final boolean overlapsInTime(Buffer other) {
        return first <= other.last && other.first <= last;
    }

    /** Its size, rounded up to whole cache lines. */
    public final long bytes() {
        return bytes;
    }

    public final int first() {
        return first;
    }

    public final int last() {
        return last;
    }

    /** Where it begins in the arena, in bytes, once {@link ArenaLayout} has placed it. */
    public final long offset() {
        return offset;
    }

    final void place(long at) {
        offset = at;
    }

    final long end() {
        return offset + bytes;
    }
}
