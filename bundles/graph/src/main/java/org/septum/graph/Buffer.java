// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

/** A piece of the arena and the steps during which it holds something. */
final class Buffer {

    /** Every buffer begins at a multiple of this many floats: a cache line. */
    static final int ALIGNMENT = 16;

    private final long floats;
    private final int first;
    private int last;
    private long offset = -1;

    /**
     * @param first the step that writes it first
     * @param last the last step that reads it
     */
    Buffer(long floats, int first, int last) {
        this.floats = (floats + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        this.first = first;
        this.last = last;
    }

    /** Another array takes the place over and holds it until a later step. */
    void extend(int step) {
        last = Math.max(last, step);
    }

    boolean overlapsInTime(Buffer other) {
        return first <= other.last && other.first <= last;
    }

    long floats() {
        return floats;
    }

    int first() {
        return first;
    }

    int last() {
        return last;
    }

    long offset() {
        return offset;
    }

    void place(long at) {
        offset = at;
    }

    long end() {
        return offset + floats;
    }
}
