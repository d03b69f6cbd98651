// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import org.septum.api.graph.Op;

/** Joining and cutting tensors along their channels. */
final class ChannelOps {

    private ChannelOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.Concat.class, ChannelOps::concat);
        kernels.add(Op.Slice.class, (op, operands) -> copy(operands.in(0), op.from(), operands.out(), 0, op.count()));
        kernels.add(Op.SliceBackward.class, (op, operands) -> {
            operands.out().fill(0);
            copy(
                    operands.in(0),
                    0,
                    operands.out(),
                    op.forward().from(),
                    op.forward().count());
        });
    }

    private static void concat(Op.Concat op, Operands operands) {
        int channel = 0;
        for (Array x : operands.inputs()) {
            copy(x, 0, operands.out(), channel, x.size(1));
            channel += x.size(1);
        }
    }

    private static void copy(Array from, int fromChannel, Array to, int toChannel, int channels) {
        for (int batch = 0; batch < from.size(0); batch++) {
            for (int c = 0; c < channels; c++) {
                for (int row = 0; row < from.size(2); row++) {
                    for (int column = 0; column < from.size(3); column++) {
                        to.set(batch, toChannel + c, row, column, from.get(batch, fromChannel + c, row, column));
                    }
                }
            }
        }
    }
}
