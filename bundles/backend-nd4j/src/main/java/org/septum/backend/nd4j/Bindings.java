// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.septum.api.UserError;
import org.septum.api.plan.Region;
import org.septum.api.plan.Value;

/** Finds the memory of a plan's values. Activations are channels-last: batch, height, width, channel. */
final class Bindings {

    private final Nd4jSession session;

    Bindings(Nd4jSession session) {
        this.session = session;
    }

    Lanes lanes() {
        return session.lanes();
    }

    long seed() {
        return session.seed();
    }

    /** Whether the session is still open; kernels must not touch memory that was given back. */
    void requireOpen() {
        session.requireOpen();
    }

    /**
     * @throws UserError if the array is larger than a kernel can address
     */
    Memory memory(Value value) {
        if (value.elements() > Memory.LARGEST) {
            throw new UserError("the array " + value.name() + " would have " + value.elements()
                    + " elements, more than the " + Memory.LARGEST
                    + " that the backend nd4j can address; make data.batch-size or data.size smaller");
        }
        return session.block(value.region()).memory(value.offset(), value.elements());
    }

    /** An activation as ND4J sees it: [batch, height, width, channel]. */
    INDArray activation(Value value) {
        return view(value.region(), value.offset(), Sizes.of(value).nd4jShape());
    }

    /** A parameter or other array in its own dimensions. */
    INDArray array(Value value) {
        return view(
                value.region(),
                value.offset(),
                value.dimensions().stream().mapToLong(Integer::longValue).toArray());
    }

    /** Any part of a region under any shape, in C order. */
    INDArray view(Region region, long offset, long... shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return Nd4j.create(session.block(region).array().data(), shape, strides, offset, 'c');
    }
}
