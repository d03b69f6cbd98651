// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.rewrite;

import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Value;
import org.septum.backend.onednn.library.Element;
import org.septum.backend.onednn.memory.Buffer;

/** A value of a plan: an input, a call's result, or a parameter or state. */
public final class Array {

    private final Value value;
    private final ParameterTable.Entry gradientOf;
    private final boolean pinned;
    private Element element = Element.FLOAT32;
    private Buffer buffer;
    private int lastUse = -1;

    /**
     * @param gradientOf the parameter in whose place in the vector of gradients it is computed; null if it is none of these
     * @param pinned whether it is written or read from outside the program, so that its place belongs to it alone
     */
    public Array(Value value, ParameterTable.Entry gradientOf, boolean pinned) {
        this.value = value;
        this.gradientOf = gradientOf;
        this.pinned = pinned;
    }

    public long elements() {
        return value.elements();
    }

    /** The parameter or state whose elements these are; null if it is none. */
    public ParameterTable.Entry held() {
        return value.held();
    }

    /** The parameter in whose place in the vector of gradients it is computed; null if it is none of these. */
    public ParameterTable.Entry gradientOf() {
        return gradientOf;
    }

    public boolean isInArena() {
        return held() == null && gradientOf == null;
    }

    public boolean isPinned() {
        return pinned;
    }

    public Element element() {
        return element;
    }

    public void store(Element as) {
        element = as;
    }

    public long bytes() {
        return elements() * element.bytes();
    }

    /** Its place in the arena; null before it was made and outside the arena. */
    public Buffer buffer() {
        return buffer;
    }

    public void place(Buffer at) {
        buffer = at;
    }

    /** The last node that reads it; -1 if none does. */
    public int lastUse() {
        return lastUse;
    }

    public void usedBy(int node) {
        lastUse = Math.max(lastUse, node);
    }
}
