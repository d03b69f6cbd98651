// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.reference;

import org.septum.api.backend.FlatVector;

/**
 * A flat vector whose elements are doubles.
 *
 * @param elements the elements themselves, not a copy
 */
record DoubleVector(double[] elements) implements FlatVector {

    @Override
    public long size() {
        return elements.length;
    }

    @Override
    public void read(long offset, float[] into) {
        int start = Math.toIntExact(offset);
        for (int i = 0; i < into.length; i++) {
            into[i] = (float) elements[start + i];
        }
    }

    @Override
    public void write(long offset, float[] from) {
        int start = Math.toIntExact(offset);
        for (int i = 0; i < from.length; i++) {
            elements[start + i] = from[i];
        }
    }

    /** All elements, rounded to float32. */
    float[] toFloats() {
        float[] floats = new float[elements.length];
        read(0, floats);
        return floats;
    }
}
