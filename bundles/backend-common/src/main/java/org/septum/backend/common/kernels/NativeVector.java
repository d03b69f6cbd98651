// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

import java.util.List;
import org.septum.api.backend.FlatVector;
import org.septum.api.training.ParameterUpdate;

/** A flat vector in native memory, which Java sees piece by piece: no buffer is larger than 2 GB. */
public abstract class NativeVector implements FlatVector, AutoCloseable {

    /** Floats that are copied at once. */
    private static final int COPIED = 1 << 20;

    /** Floats in a piece of an optimizer step: a few arrays of 32 KB stay in the second-level cache. */
    private static final int UPDATED = 8192;

    private long changes;

    /** How often it was written or updated, or {@link #changed} was called: what is made of it is old when this has grown. */
    public final long changes() {
        return changes;
    }

    /** A program has written to it. */
    public final void changed() {
        changes++;
    }

    /** Some of its elements. */
    public abstract Floats floats(long offset, long length);

    @Override
    public void read(long offset, float[] into) {
        for (int at = 0; at < into.length; at += COPIED) {
            int length = Math.min(COPIED, into.length - at);
            floats(offset + at, length).get(0, into, at, length);
        }
    }

    @Override
    public void write(long offset, float[] from) {
        changed();
        for (int at = 0; at < from.length; at += COPIED) {
            int length = Math.min(COPIED, from.length - at);
            floats(offset + at, length).put(0, from, at, length);
        }
    }

    /** Updates this vector, the parameters, from their gradients and the optimizer's slots, which are as long. */
    public void update(
            ParameterUpdate update, NativeVector gradients, List<? extends NativeVector> slots, Lanes lanes) {
        changed();
        // Memory is taken here rather than by the first thread that comes.
        floats(0, 0);
        gradients.floats(0, 0);
        slots.forEach(slot -> slot.floats(0, 0));
        int parts = (int) ((size() + UPDATED - 1) / UPDATED);
        lanes.run(parts, UPDATED, (part, workspace) -> {
            long offset = (long) part * UPDATED;
            int length = (int) Math.min(UPDATED, size() - offset);
            Floats values = floats(offset, length);
            float[] value = workspace.array(0, UPDATED);
            float[] gradient = workspace.array(1, UPDATED);
            values.get(0, value, length);
            gradients.floats(offset, length).get(0, gradient, length);
            float[][] slotValues = new float[slots.size()][];
            for (int i = 0; i < slotValues.length; i++) {
                slotValues[i] = workspace.array(2 + i, UPDATED);
                slots.get(i).floats(offset, length).get(0, slotValues[i], length);
            }
            update.apply(value, gradient, slotValues, length);
            values.put(0, value, length);
            for (int i = 0; i < slotValues.length; i++) {
                slots.get(i).floats(offset, length).put(0, slotValues[i], length);
            }
        });
    }

    @Override
    public abstract void close();
}
