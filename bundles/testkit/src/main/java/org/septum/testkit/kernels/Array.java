// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import java.util.Arrays;
import java.util.List;

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

    void add(int a, int b, int c, int d, double value) {
        add(index(a, b, c, d), value);
    }
}
