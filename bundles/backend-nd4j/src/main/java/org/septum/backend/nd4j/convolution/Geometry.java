// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.convolution;

import org.septum.api.graph.Extent;
import org.septum.api.graph.Op;
import org.septum.api.plan.Value;

/** Kernel size, stride, padding and dilation of a convolution. */
public record Geometry(Extent kernel, Extent stride, Extent padding, Extent dilation) {

    public static Geometry of(Op.Conv2d op, Value weight) {
        return new Geometry(kernel(weight), op.stride(), op.padding(), op.dilation());
    }

    /** Seen from its output, a transposed convolution is a convolution with the same stride. */
    public static Geometry of(Op.TransposedConv2d op, Value weight) {
        return new Geometry(kernel(weight), op.stride(), Extent.square(0), Extent.ONE);
    }

    /** The size of the kernel of weights [.., .., height, width]. */
    static Extent kernel(Value weight) {
        return new Extent(weight.dimension(2), weight.dimension(3));
    }

    /**
     * The padding with which a convolution of the output's gradient with the kernel turned round makes the input's gradient;
     * null where it would be negative.
     */
    Extent paddingBack() {
        int rows = dilation.height() * (kernel.height() - 1) - padding.height();
        int columns = dilation.width() * (kernel.width() - 1) - padding.width();
        return rows < 0 || columns < 0 ? null : new Extent(rows, columns);
    }

    boolean isDilated() {
        return !dilation.equals(Extent.ONE);
    }
}
