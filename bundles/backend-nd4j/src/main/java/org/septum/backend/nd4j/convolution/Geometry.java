// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.convolution;

import org.septum.api.graph.Op;
import org.septum.api.plan.Value;

/** Kernel size, stride, padding and dilation of a convolution. */
public record Geometry(int kernel, int stride, int padding, int dilation) {

    public static Geometry of(Op.Conv2d op, Value weight) {
        return new Geometry(weight.dimension(2), op.stride(), op.padding(), op.dilation());
    }

    /** Seen from its output, a transposed convolution is a convolution with the same stride. */
    public static Geometry of(Op.TransposedConv2d op, Value weight) {
        return new Geometry(weight.dimension(2), op.stride(), 0, 1);
    }
}
