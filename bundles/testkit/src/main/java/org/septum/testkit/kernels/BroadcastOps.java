// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import org.septum.api.graph.Op;
import org.septum.api.graph.Role;

/** Arithmetic of two tensors, sums, and broadcasts: in every role the sizes agree or one of them is 1. */
final class BroadcastOps {

    private BroadcastOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.Binary.class, (op, operands) -> {
            Array a = operands.in(0);
            Array b = operands.in(1);
            Array y = operands.out();
            y.visit((n, c, h, w) -> {
                double value = binary(op.function(), a.get(within(a, n, c, h, w)), b.get(within(b, n, c, h, w)));
                y.set(n, c, h, w, value);
            });
        });
        kernels.add(Op.Sum.class, BroadcastOps::sum);
        kernels.add(Op.Broadcast.class, (op, operands) -> {
            Array x = operands.in(0);
            Array y = operands.out();
            y.visit((n, c, h, w) -> y.set(n, c, h, w, x.get(within(x, n, c, h, w))));
        });
    }

    private static double binary(Op.Binary.Function function, double a, double b) {
        return switch (function) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
        };
    }

    private static void sum(Op.Sum op, Operands operands) {
        Array x = operands.in(0);
        Array y = operands.out();
        for (Role role : Role.values()) {
            int expected = op.roles().contains(role) ? 1 : x.size(role.ordinal());
            if (y.size(role.ordinal()) != expected) {
                throw new IllegalArgumentException("the sum of " + x.dimensions() + " over " + op.roles()
                        + " cannot have the dimensions " + y.dimensions());
            }
        }
        y.fill(0);
        x.visit((n, c, h, w) -> y.add(within(y, n, c, h, w), x.get(n, c, h, w)));
    }

    /** The place of the element that stands for these coordinates: a role of size 1 has only coordinate 0. */
    private static int within(Array array, int batch, int channel, int row, int column) {
        return array.index(
                array.size(0) == 1 ? 0 : batch,
                array.size(1) == 1 ? 0 : channel,
                array.size(2) == 1 ? 0 : row,
                array.size(3) == 1 ? 0 : column);
    }
}
