// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import org.septum.api.plan.Region;
import org.septum.api.plan.Value;

/** What a plan's step leaves in a place until another one overwrites it, or a parameter. */
final class Array {

    private final Value value;
    private final boolean pinned;
    private Element element = Element.FLOAT32;
    private Buffer buffer;
    private int lastUse = -1;

    /**
     * @param pinned whether it is written or read from outside the program, so that its place belongs to it alone
     */
    Array(Value value, boolean pinned) {
        this.value = value;
        this.pinned = pinned;
    }

    String name() {
        return value.name();
    }

    long elements() {
        return value.elements();
    }

    Region region() {
        return value.region();
    }

    /** Its first element in the region, in floats; in the arena that of the plan, which this backend does not follow. */
    long offset() {
        return value.offset();
    }

    boolean isInArena() {
        return value.region() == Region.ARENA;
    }

    boolean isPinned() {
        return pinned;
    }

    Element element() {
        return element;
    }

    void store(Element as) {
        element = as;
    }

    long bytes() {
        return elements() * element.bytes();
    }

    /** Its place in the arena; null before it was made and outside the arena. */
    Buffer buffer() {
        return buffer;
    }

    void place(Buffer at) {
        buffer = at;
    }

    /** The last node that reads it; -1 if none does. */
    int lastUse() {
        return lastUse;
    }

    void usedBy(int node) {
        lastUse = Math.max(lastUse, node);
    }
}
