// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.memory;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.memory.Buffer;
import org.septum.backend.common.memory.PlanLayout;
import org.septum.backend.common.program.NativeSession;

/**
 * Finds the memory of the values that one call of a plan reads and writes. Activations are channels-last: batch, height,
 * width, channel.
 */
public final class Bindings {

    private final NativeSession<Block, ?> session;
    private final Block arena;
    private final PlanLayout layout;
    private final int call;

    public Bindings(NativeSession<Block, ?> session, Block arena, PlanLayout layout, int call) {
        this.session = session;
        this.arena = arena;
        this.layout = layout;
        this.call = call;
    }

    /** Where something lies: floats in one of the session's blocks. */
    private record Place(Block block, long offset) {}

    public Lanes lanes() {
        return session.lanes();
    }

    public long seed() {
        return session.settings().seed();
    }

    public Memory memory(Value value) {
        Place place = place(value);
        return place.block().floats(place.offset(), value.elements());
    }

    /** An activation as ND4J sees it: [batch, height, width, channel]. */
    public INDArray activation(Value value) {
        return view(place(value), Sizes.of(value).channelsLast());
    }

    /** A parameter or other array in its own dimensions. */
    public INDArray array(Value value) {
        return view(
                place(value),
                value.dimensions().stream().mapToLong(Integer::longValue).toArray());
    }

    /** The call's scratch. */
    public Memory scratch() {
        Buffer buffer = layout.scratch(call);
        return arena.floats(floats(buffer.offset()), floats(buffer.bytes()));
    }

    /** Any part of the call's scratch under any shape, in C order. */
    public INDArray scratch(long offset, long... shape) {
        return view(new Place(arena, floats(layout.scratch(call).offset()) + offset), shape);
    }

    private Place place(Value value) {
        ParameterTable.Entry held = value.held();
        if (held != null) {
            return new Place(held.trainable() ? session.parameters() : session.state(), held.offset());
        }
        ParameterTable.Entry gradient = layout.gradientOf(value);
        return gradient == null
                ? new Place(arena, floats(layout.place(value).offset()))
                : new Place(session.gradients(), gradient.offset());
    }

    private static long floats(long bytes) {
        return bytes / Float.BYTES;
    }

    private static INDArray view(Place place, long... shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return Nd4j.create(place.block().array().data(), shape, strides, place.offset(), 'c');
    }
}
