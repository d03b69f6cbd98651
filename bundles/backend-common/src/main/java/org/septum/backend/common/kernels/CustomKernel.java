// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.septum.api.graph.CustomOp;
import org.septum.api.graph.Elements;
import org.septum.api.graph.Shape;
import org.septum.api.graph.WritableElements;

/** A plugin's operation, on copies in reference order. */
final class CustomKernel implements HostKernel {

    /** One copy; its memory is taken with the first run. */
    private static final class Copy implements WritableElements {
        private final Sizes sizes;
        private final Shape shape;
        private float[] elements = new float[0];

        Copy(Sizes sizes) {
            this.sizes = sizes;
            this.shape = new Shape(sizes.batch(), sizes.channels(), sizes.height(), sizes.width());
        }

        float[] elements() {
            if (elements.length == 0) {
                elements = new float[sizes.elements()];
            }
            return elements;
        }

        @Override
        public Shape shape() {
            return shape;
        }

        @Override
        public double get(int index) {
            return elements[index];
        }

        @Override
        public void set(int index, double value) {
            elements[index] = (float) value;
        }
    }

    private final CustomOp op;
    private final List<Copy> inputs;
    private final List<Copy> outputs;
    private final ChannelsLast order = new ChannelsLast();

    CustomKernel(CustomOp op, List<Sizes> inputs, List<Sizes> outputs) {
        this.op = op;
        this.inputs = inputs.stream().map(Copy::new).toList();
        this.outputs = outputs.stream().map(Copy::new).toList();
    }

    @Override
    public void run(long step, Floats[] from, Floats[] to) {
        IntStream.range(0, from.length)
                .forEach(i ->
                        order.read(from[i], inputs.get(i).sizes, inputs.get(i).elements()));
        outputs.forEach(copy -> Arrays.fill(copy.elements(), 0));
        op.run(List.<Elements>copyOf(inputs), List.<WritableElements>copyOf(outputs));
        IntStream.range(0, to.length)
                .forEach(i ->
                        order.write(to[i], outputs.get(i).sizes, outputs.get(i).elements()));
    }
}
