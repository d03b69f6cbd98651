// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

/** A piece of the arena and the nodes during which it holds something. */
final class Buffer implements Storage {

    /** Every buffer begins at a multiple of this many bytes: a cache line. */
    private static final int ALIGNMENT = 64;

    /** What a buffer is for; in profiles. */
    enum Purpose {
        ACTIVATIONS("arena: activations"),
        GRADIENTS("arena: gradients of activations"),
        WORKSPACE("arena: conversions and what primitives keep for their gradients"),
        SCRATCH("arena: scratch");

        private final String label;

        Purpose(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final Arena arena;
    private final Purpose purpose;
    private final long bytes;
    private final int first;
    private int last;
    private long offset = -1;

    /**
     * @param first the node that writes it first
     * @param last the last node that reads it
     */
    Buffer(Arena arena, Purpose purpose, long bytes, int first, int last) {
        this.arena = arena;
        this.purpose = purpose;
        this.bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        this.first = first;
        this.last = last;
    }

    /** Keeps what it holds until a later node. */
    void extend(int node) {
        last = Math.max(last, node);
    }

    boolean overlapsInTime(Buffer other) {
        return first <= other.last && other.first <= last;
    }

    Purpose purpose() {
        return purpose;
    }

    long bytes() {
        return bytes;
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

    long end() {
        return offset + bytes;
    }

    void place(long at) {
        offset = at;
    }

    @Override
    public long address() {
        return arena.address() + offset;
    }
}
