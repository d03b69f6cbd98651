// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit;

import org.septum.api.graph.Op;

/** Transposed convolution: each input element is spread over the output elements under the kernel. */
final class TransposedConvolutionOps {

    private TransposedConvolutionOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.TransposedConv2d.class, TransposedConvolutionOps::forward);
        kernels.add(Op.TransposedConv2dBackwardInput.class, TransposedConvolutionOps::backwardInput);
        kernels.add(Op.TransposedConv2dBackwardWeights.class, TransposedConvolutionOps::backwardWeights);
    }

    /** Told every product x * weight that is part of y, by the places of the three elements. */
    @FunctionalInterface
    private interface Products {
        void visit(int x, int weight, int y);
    }

    private static void forward(Op.TransposedConv2d op, Operands operands) {
        Array x = operands.in(0);
        Array weight = operands.in(1);
        Array y = operands.out();
        if (operands.inputs().size() > 2) {
            ConvolutionOps.fillChannels(y, operands.in(2));
        } else {
            y.fill(0);
        }
        visit(op, x, weight, y, (i, w, o) -> y.add(o, x.get(i) * weight.get(w)));
    }

    private static void backwardInput(Op.TransposedConv2dBackwardInput op, Operands operands) {
        Array dy = operands.in(0);
        Array weight = operands.in(1);
        Array dx = operands.out();
        dx.fill(0);
        visit(op.forward(), dx, weight, dy, (i, w, o) -> dx.add(i, dy.get(o) * weight.get(w)));
    }

    private static void backwardWeights(Op.TransposedConv2dBackwardWeights op, Operands operands) {
        Array x = operands.in(0);
        Array dy = operands.in(1);
        Array dweight = operands.out(0);
        dweight.fill(0);
        visit(op.forward(), x, dweight, dy, (i, w, o) -> dweight.add(w, x.get(i) * dy.get(o)));
        if (operands.outputs().size() > 1) {
            ConvolutionOps.sumChannels(dy, operands.out(1));
        }
    }

    private static void visit(Op.TransposedConv2d op, Array x, Array weight, Array y, Products products) {
        int kernel = weight.size(2);
        for (int batch = 0; batch < x.size(0); batch++) {
            for (int in = 0; in < x.size(1); in++) {
                for (int row = 0; row < x.size(2); row++) {
                    for (int column = 0; column < x.size(3); column++) {
                        int source = x.index(batch, in, row, column);
                        for (int out = 0; out < y.size(1); out++) {
                            for (int ky = 0; ky < kernel; ky++) {
                                for (int kx = 0; kx < kernel; kx++) {
                                    products.visit(
                                            source,
                                            weight.index(in, out, ky, kx),
                                            y.index(batch, out, row * op.stride() + ky, column * op.stride() + kx));
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
