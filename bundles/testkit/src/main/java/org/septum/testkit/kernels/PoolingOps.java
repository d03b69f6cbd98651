// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import org.septum.api.graph.Extent;
import org.septum.api.graph.Op;

/** Max pooling. */
final class PoolingOps {

    private PoolingOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.MaxPool2d.class, PoolingOps::forward);
        kernels.add(Op.MaxPool2dBackward.class, PoolingOps::backward);
    }

    private static void forward(Op.MaxPool2d op, Operands operands) {
        Array x = operands.in(0);
        Array y = operands.out();
        y.visit((n, c, h, w) -> y.set(n, c, h, w, x.get(firstMaximum(x, op.window(), n, c, h, w))));
    }

    private static void backward(Op.MaxPool2dBackward op, Operands operands) {
        Array x = operands.in(0);
        Array dy = operands.in(2);
        Array dx = operands.out();
        Extent window = op.forward().window();
        dx.fill(0);
        dy.visit((n, c, h, w) -> dx.set(firstMaximum(x, window, n, c, h, w), dy.get(n, c, h, w)));
    }

    /** The place in x of the largest element of one window, the first in row order if there are several. */
    private static int firstMaximum(Array x, Extent window, int batch, int channel, int row, int column) {
        int best = x.index(batch, channel, row * window.height(), column * window.width());
        for (int dy = 0; dy < window.height(); dy++) {
            for (int dx = 0; dx < window.width(); dx++) {
                int candidate = x.index(batch, channel, row * window.height() + dy, column * window.width() + dx);
                if (x.get(candidate) > x.get(best)) {
                    best = candidate;
                }
            }
        }
        return best;
    }
}
