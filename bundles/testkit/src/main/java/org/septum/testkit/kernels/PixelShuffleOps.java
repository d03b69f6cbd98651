// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import org.septum.api.graph.Op;

/** Moving channels into space and back. */
final class PixelShuffleOps {

    private PixelShuffleOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.PixelShuffle.class, (op, operands) -> {
            Array x = operands.in(0);
            Array y = operands.out();
            y.visit((n, c, h, w) -> y.set(n, c, h, w, x.get(source(op, x, n, c, h, w))));
        });
        kernels.add(Op.PixelShuffleBackward.class, (op, operands) -> {
            Array dy = operands.in(0);
            Array dx = operands.out();
            dy.visit((n, c, h, w) -> dx.set(source(op.forward(), dx, n, c, h, w), dy.get(n, c, h, w)));
        });
    }

    /** The place in x of an element of y. */
    private static int source(Op.PixelShuffle op, Array x, int batch, int channel, int row, int column) {
        int height = op.factor().height();
        int width = op.factor().width();
        int within = row % height * width + column % width;
        return x.index(batch, channel * height * width + within, row / height, column / width);
    }
}
