// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.memory;

/** A piece of the arena and the nodes during which it holds something. */
public final class Buffer extends org.septum.backend.common.memory.Buffer implements Storage {

    /** What a buffer is for; in profiles. */
    public enum Purpose {
        ACTIVATIONS("arena: activations"),
        GRADIENTS("arena: gradients of activations"),
        WORKSPACE("arena: conversions and what primitives keep for their gradients"),
        SCRATCH("arena: scratch");

        private final String label;

        Purpose(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    private final Arena arena;
    private final Purpose purpose;

    /**
     * @param first the node that writes it first
     * @param last the last node that reads it
     */
    public Buffer(Arena arena, Purpose purpose, long bytes, int first, int last) {
        super(bytes, first, last);
        this.arena = arena;
        this.purpose = purpose;
    }

    public Purpose purpose() {
        return purpose;
    }

    @Override
    public long address() {
        return arena.address() + offset();
    }
}
