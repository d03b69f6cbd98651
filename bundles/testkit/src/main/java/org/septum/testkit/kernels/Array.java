// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * An array of a plan in the interpreter's memory, in reference order.
 *
 * @param memory the vector or array it lives in
 * @param offset its first element
 * @param dimensions its sizes, the last one running fastest
 */
public record Array(double[] memory, int offset, List<Integer> dimensions) {

    int size(int dimension) {
        return dimensions.get(dimension);
    }

    public int elements() {
        return dimensions.stream().reduce(1, Math::multiplyExact);
    }

    public double get(int index) {
        return memory[offset + index];
    }

    void set(int index, double value) {
        memory[offset + index] = value;
    }

    void add(int index, double value) {
        memory[offset + index] += value;
    }

    public void fill(double value) {
        Arrays.fill(memory, offset, offset + elements(), value);
    }

    /** Computes the elements one after another. */
    void setAll(IntToDoubleFunction value) {
        int elements = elements();
        for (int i = 0; i < elements; i++) {
            set(i, value.applyAsDouble(i));
        }
    }

    /** Told the coordinates of an element of an array with four dimensions. */
    @FunctionalInterface
    interface Visitor {
        void visit(int batch, int channel, int row, int column);
    }

    /** Visits the elements of an array with four dimensions one after another. */
    void visit(Visitor visitor) {
        for (int batch = 0; batch < size(0); batch++) {
            for (int channel = 0; channel < size(1); channel++) {
                for (int row = 0; row < size(2); row++) {
                    for (int column = 0; column < size(3); column++) {
                        visitor.visit(batch, channel, row, column);
                    }
                }
            }
        }
    }

    /** The channel of an element of an array with four dimensions. */
    int channel(int index) {
        return index / (size(2) * size(3)) % size(1);
    }

    /** The place of one element of an array with four dimensions. */
    int index(int a, int b, int c, int d) {
        return ((a * size(1) + b) * size(2) + c) * size(3) + d;
    }

    double get(int a, int b, int c, int d) {
        return get(index(a, b, c, d));
    }

    void set(int a, int b, int c, int d, double value) {
        set(index(a, b, c, d), value);
    }
}
