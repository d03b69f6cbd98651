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
            y.setAll(i -> x.get(source(op.factor(), x, y, i)));
        });
        kernels.add(Op.PixelShuffleBackward.class, (op, operands) -> {
            Array dy = operands.in(0);
            Array dx = operands.out();
            for (int i = 0; i < dy.elements(); i++) {
                dx.set(source(op.forward().factor(), dx, dy, i), dy.get(i));
            }
        });
    }

    /** The place in x of an element of y. */
    private static int source(int factor, Array x, Array y, int index) {
        int column = index % y.size(3);
        int row = index / y.size(3) % y.size(2);
        int channel = index / y.size(3) / y.size(2) % y.size(1);
        int batch = index / y.size(3) / y.size(2) / y.size(1);
        int within = row % factor * factor + column % factor;
        return x.index(batch, channel * factor * factor + within, row / factor, column / factor);
    }
}
