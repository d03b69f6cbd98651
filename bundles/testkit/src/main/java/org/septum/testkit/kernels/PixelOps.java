// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import org.septum.api.graph.MatrixProduct.PixelProducts;
import org.septum.api.graph.MatrixProduct.PixelSums;
import org.septum.api.graph.MatrixProduct.Side;
import org.septum.api.graph.Op;

/** Moving channels into space and back, and the products of all pixels with all others. */
final class PixelOps {

    private PixelOps() {}

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
        kernels.add(PixelProducts.class, (op, operands) -> {
            Array weights = operands.out();
            weights.visit((n, key, head, query) -> weights.set(
                    n, key, head, query, product(operands.in(0), operands.in(1), weights, n, key, head, query)));
        });
        kernels.add(PixelSums.class, (op, operands) -> {
            Array y = operands.out();
            y.visit((n, c, h, w) ->
                    y.set(n, c, h, w, sum(op.over(), operands.in(0), operands.in(1), n, c, h * y.size(3) + w)));
        });
    }

    /** The product of a query and a key over a head's channels. */
    private static double product(Array queries, Array keys, Array weights, int n, int key, int head, int query) {
        int channels = queries.size(1) / weights.size(2);
        double sum = 0;
        for (int c = head * channels; c < (head + 1) * channels; c++) {
            sum += pixel(queries, n, c, query) * pixel(keys, n, c, key);
        }
        return sum;
    }

    /** The weighted sum of a channel, for a pixel of the side that is not summed over. */
    private static double sum(Side over, Array weights, Array x, int n, int channel, int pixel) {
        int head = channel / (x.size(1) / weights.size(2));
        double sum = 0;
        for (int other = 0; other < x.size(2) * x.size(3); other++) {
            double weight = over == Side.KEYS ? weights.get(n, other, head, pixel) : weights.get(n, pixel, head, other);
            sum += weight * pixel(x, n, channel, other);
        }
        return sum;
    }

    private static double pixel(Array x, int n, int channel, int pixel) {
        return x.get(n, channel, pixel / x.size(3), pixel % x.size(3));
    }

    /** The place in x of an element of y. */
    private static int source(Op.PixelShuffle op, Array x, int batch, int channel, int row, int column) {
        int height = op.factor().height();
        int width = op.factor().width();
        int within = row % height * width + column % width;
        return x.index(batch, channel * height * width + within, row / height, column / width);
    }
}
