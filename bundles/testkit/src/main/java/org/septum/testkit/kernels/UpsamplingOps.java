// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import org.septum.api.graph.Op;

/** Nearest and bilinear upsampling: each output element is a weighted sum of up to four input elements. */
final class UpsamplingOps {

    private UpsamplingOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.Upsample.class, UpsamplingOps::forward);
        kernels.add(Op.UpsampleBackward.class, UpsamplingOps::backward);
    }

    /** Told every product share * x that is part of y, by the places of the elements. */
    @FunctionalInterface
    private interface Products {
        void visit(int x, double share, int y);
    }

    /**
     * Where one output coordinate lies between two input coordinates.
     *
     * @param low the input coordinate before it
     * @param high the input coordinate after it
     * @param share the weight of the latter, 0 to 1
     */
    private record Between(int low, int high, double share) {}

    private static void forward(Op.Upsample op, Operands operands) {
        Array x = operands.in(0);
        Array y = operands.out();
        y.fill(0);
        visit(op, x, y, (i, share, o) -> y.add(o, share * x.get(i)));
    }

    private static void backward(Op.UpsampleBackward op, Operands operands) {
        Array dy = operands.in(0);
        Array dx = operands.out();
        dx.fill(0);
        visit(op.forward(), dx, dy, (i, share, o) -> dx.add(i, share * dy.get(o)));
    }

    private static void visit(Op.Upsample op, Array x, Array y, Products products) {
        y.visit((batch, channel, row, column) -> {
            Between rows = between(op, op.factor().height(), row, x.size(2));
            Between columns = between(op, op.factor().width(), column, x.size(3));
            int target = y.index(batch, channel, row, column);
            double top = 1 - rows.share;
            double left = 1 - columns.share;
            products.visit(x.index(batch, channel, rows.low, columns.low), top * left, target);
            products.visit(x.index(batch, channel, rows.low, columns.high), top * columns.share, target);
            products.visit(x.index(batch, channel, rows.high, columns.low), rows.share * left, target);
            products.visit(x.index(batch, channel, rows.high, columns.high), rows.share * columns.share, target);
        });
    }

    private static Between between(Op.Upsample op, int factor, int target, int size) {
        if (op.interpolation() == Op.Interpolation.NEAREST) {
            int source = target / factor;
            return new Between(source, source, 0);
        }
        // Pixels are squares whose centres lie at half coordinates; before the first centre its value goes on.
        double source = Math.max(0, (target + 0.5) / factor - 0.5);
        int low = (int) source;
        return new Between(low, Math.min(low + 1, size - 1), source - low);
    }
}
