// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import org.septum.api.graph.Op;

/**
 * Convolution and transposed convolution. Each is a sum of products x * weight, so that a walk over these products is all
 * that the forward operation and both gradients need.
 */
final class ConvolutionOps {

    private ConvolutionOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.Conv2d.class, (op, operands) -> forward(convolution(op), operands));
        kernels.add(Op.Conv2dBackwardInput.class, (op, operands) -> backwardInput(convolution(op.forward()), operands));
        kernels.add(
                Op.Conv2dBackwardWeights.class, (op, operands) -> backwardWeights(convolution(op.forward()), operands));
        kernels.add(Op.TransposedConv2d.class, (op, operands) -> forward(transposed(op), operands));
        kernels.add(
                Op.TransposedConv2dBackwardInput.class,
                (op, operands) -> backwardInput(transposed(op.forward()), operands));
        kernels.add(
                Op.TransposedConv2dBackwardWeights.class,
                (op, operands) -> backwardWeights(transposed(op.forward()), operands));
    }

    /** Told every product x * weight that is part of y, by the places of the three elements. */
    @FunctionalInterface
    private interface Products {
        void visit(int x, int weight, int y);
    }

    /** Walks over all products; only the arrays' dimensions matter to it. */
    @FunctionalInterface
    private interface Walk {
        void over(Array x, Array weight, Array y, Products products);
    }

    private static Walk convolution(Op.Conv2d op) {
        return (x, weight, y, products) -> visit(op, x, weight, y, products);
    }

    private static Walk transposed(Op.TransposedConv2d op) {
        return (x, weight, y, products) -> visit(op, x, weight, y, products);
    }

    private static void forward(Walk walk, Operands operands) {
        Array x = operands.in(0);
        Array weight = operands.in(1);
        Array y = operands.out();
        if (operands.inputs().size() > 2) {
            y.setAll(i -> operands.in(2).get(y.channel(i)));
        } else {
            y.fill(0);
        }
        walk.over(x, weight, y, (i, w, o) -> y.add(o, x.get(i) * weight.get(w)));
    }

    private static void backwardInput(Walk walk, Operands operands) {
        Array dy = operands.in(0);
        Array weight = operands.in(1);
        Array dx = operands.out();
        dx.fill(0);
        walk.over(dx, weight, dy, (i, w, o) -> dx.add(i, dy.get(o) * weight.get(w)));
    }

    private static void backwardWeights(Walk walk, Operands operands) {
        Array x = operands.in(0);
        Array dy = operands.in(1);
        Array dweight = operands.out(0);
        dweight.fill(0);
        walk.over(x, dweight, dy, (i, w, o) -> dweight.add(w, x.get(i) * dy.get(o)));
        if (operands.outputs().size() > 1) {
            sumChannels(dy, operands.out(1));
        }
    }

    /** Each output element gathers the input elements under the kernel. */
    private static void visit(Op.Conv2d op, Array x, Array weight, Array y, Products products) {
        y.visit((batch, out, row, column) -> {
            int target = y.index(batch, out, row, column);
            int first = out / (y.size(1) / op.groups()) * weight.size(1);
            for (int in = 0; in < weight.size(1); in++) {
                for (int ky = 0; ky < weight.size(2); ky++) {
                    int sourceRow = row * op.stride().height()
                            - op.padding().height()
                            + ky * op.dilation().height();
                    if (sourceRow < 0 || sourceRow >= x.size(2)) {
                        continue;
                    }
                    for (int kx = 0; kx < weight.size(3); kx++) {
                        int sourceColumn = column * op.stride().width()
                                - op.padding().width()
                                + kx * op.dilation().width();
                        if (sourceColumn >= 0 && sourceColumn < x.size(3)) {
                            products.visit(
                                    x.index(batch, first + in, sourceRow, sourceColumn),
                                    weight.index(out, in, ky, kx),
                                    target);
                        }
                    }
                }
            }
        });
    }

    /** Each input element is spread over the output elements under the kernel. */
    private static void visit(Op.TransposedConv2d op, Array x, Array weight, Array y, Products products) {
        x.visit((batch, in, row, column) -> {
            int source = x.index(batch, in, row, column);
            for (int out = 0; out < y.size(1); out++) {
                for (int ky = 0; ky < weight.size(2); ky++) {
                    for (int kx = 0; kx < weight.size(3); kx++) {
                        products.visit(
                                source,
                                weight.index(in, out, ky, kx),
                                y.index(
                                        batch,
                                        out,
                                        row * op.stride().height() + ky,
                                        column * op.stride().width() + kx));
                    }
                }
            }
        });
    }

    /** The sum of each channel over batch, height and width. */
    private static void sumChannels(Array y, Array perChannel) {
        perChannel.fill(0);
        for (int i = 0; i < y.elements(); i++) {
            perChannel.add(y.channel(i), y.get(i));
        }
    }
}
