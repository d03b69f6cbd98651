// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

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
        for (int i = 0; i < y.elements(); i++) {
            y.set(i, x.get(firstMaximum(x, y, i, op.window())));
        }
    }

    private static void backward(Op.MaxPool2dBackward op, Operands operands) {
        Array x = operands.in(0);
        Array dy = operands.in(2);
        Array dx = operands.out();
        dx.fill(0);
        for (int i = 0; i < dy.elements(); i++) {
            dx.set(firstMaximum(x, dy, i, op.forward().window()), dy.get(i));
        }
    }

    /** The place in x of the largest element of one window, the first in row order if there are several. */
    private static int firstMaximum(Array x, Array y, int window, int size) {
        int column = window % y.size(3);
        int row = window / y.size(3) % y.size(2);
        int channel = window / y.size(3) / y.size(2) % y.size(1);
        int batch = window / y.size(3) / y.size(2) / y.size(1);
        int best = x.index(batch, channel, row * size, column * size);
        for (int dy = 0; dy < size; dy++) {
            for (int dx = 0; dx < size; dx++) {
                int candidate = x.index(batch, channel, row * size + dy, column * size + dx);
                if (x.get(candidate) > x.get(best)) {
                    best = candidate;
                }
            }
        }
        return best;
    }
}
