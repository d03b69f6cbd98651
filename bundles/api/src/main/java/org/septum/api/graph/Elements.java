// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The elements of a tensor while an {@link ArrayFunction} computes, in reference order: batch, channel, height, width, the
 * last of them running fastest. They are valid during that one call.
 */
@ProviderType
public interface Elements {

    /** The sizes by role. */
    Shape shape();

    /**
     * One element.
     *
     * @param index from 0 to {@link #size} - 1
     */
    double get(int index);

    /**
     * The element at a place in each role.
     *
     * @throws IndexOutOfBoundsException if one of them is outside of its role's size
     */
    default double get(int batch, int channel, int height, int width) {
        return get(shape().index(batch, channel, height, width));
    }

    /** The number of elements. */
    default int size() {
        return Math.toIntExact(shape().elements());
    }
}
