// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import java.util.List;
import org.septum.api.graph.CustomOp;
import org.septum.api.graph.Elements;
import org.septum.api.graph.Shape;
import org.septum.api.graph.WritableElements;

/** The operations of plugins, in double precision. */
public final class CustomOps {

    private CustomOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(CustomOp.Forward.class, CustomOps::run);
        kernels.add(CustomOp.Backward.class, CustomOps::run);
    }

    private static void run(CustomOp op, Operands operands) {
        operands.outputs().forEach(output -> output.fill(0));
        op.run(
                operands.inputs().stream().<Elements>map(View::new).toList(),
                operands.outputs().stream().<WritableElements>map(View::new).toList());
    }

    /** Elements over an array of doubles, which is not copied. */
    public static WritableElements elements(Shape shape, double[] values) {
        return new View(new Array(values, 0, shape.dimensions()));
    }

    private record View(Array array) implements WritableElements {

        @Override
        public Shape shape() {
            List<Integer> sizes = array.dimensions();
            return new Shape(sizes.get(0), sizes.get(1), sizes.get(2), sizes.get(3));
        }

        @Override
        public double get(int index) {
            return array.get(index);
        }

        @Override
        public void set(int index, double value) {
            array.set(index, value);
        }
    }
}
