// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.checkpoint;

import java.util.List;
import org.septum.api.backend.FlatVector;

/** A vector of numbers at hand. */
public record ArrayVector(float... values) implements FlatVector {

    /** An array to be saved; what changes in its values changes in it. */
    public static SafetensorsWriter.Tensor tensor(String name, List<Integer> dimensions, float... values) {
        return new SafetensorsWriter.Tensor(name, dimensions, new ArrayVector(values), 0);
    }

    @Override
    public long size() {
        return values.length;
    }

    @Override
    public void read(long offset, float[] into) {
        System.arraycopy(values, (int) offset, into, 0, into.length);
    }

    @Override
    public void write(long offset, float[] from) {
        System.arraycopy(from, 0, values, (int) offset, from.length);
    }
}
