// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import org.osgi.annotation.versioning.ProviderType;

/** The elements of a tensor that an {@link ArrayFunction} computes; all are 0 at first. */
@ProviderType
public interface WritableElements extends Elements {

    /** Sets one element; a backend may keep it as float32. */
    void set(int index, double value);

    /**
     * Sets the element at a place in each role.
     *
     * @throws IndexOutOfBoundsException if one of them is outside of its role's size
     */
    default void set(int batch, int channel, int height, int width, double value) {
        set(shape().index(batch, channel, height, width), value);
    }

    /** Adds to one element. */
    default void add(int index, double value) {
        set(index, get(index) + value);
    }
}
