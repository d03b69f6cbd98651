// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import org.septum.api.graph.Op;

/** Joining and cutting tensors along their channels. */
final class ChannelOps {

    private ChannelOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.Concat.class, ChannelOps::concat);
        kernels.add(Op.Slice.class, (op, operands) -> {
            Array y = operands.out();
            y.visit((n, c, h, w) -> y.set(n, c, h, w, operands.in(0).get(n, op.from() + c, h, w)));
        });
        kernels.add(Op.SliceBackward.class, (op, operands) -> {
            operands.out().fill(0);
            paste(operands.in(0), operands.out(), op.forward().from());
        });
    }

    private static void concat(Op.Concat op, Operands operands) {
        int channel = 0;
        for (Array x : operands.inputs()) {
            paste(x, operands.out(), channel);
            channel += x.size(1);
        }
    }

    /** Writes an array into the channels from a given one. */
    private static void paste(Array part, Array whole, int channel) {
        part.visit((n, c, h, w) -> whole.set(n, channel + c, h, w, part.get(n, c, h, w)));
    }
}
