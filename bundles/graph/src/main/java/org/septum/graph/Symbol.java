// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.List;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;

/**
 * An array of a graph: data, a parameter, a result of a call, or a view of one of these with other
 * dimensions. Symbols are compared by identity.
 */
final class Symbol implements Tensor {

    private final String name;
    private final List<Integer> dimensions;
    private final boolean needsGradient;
    private final Symbol base;
    private final boolean held;

    private Symbol(String name, List<Integer> dimensions, boolean needsGradient, Symbol base, boolean held) {
        this.name = name;
        this.dimensions = List.copyOf(dimensions);
        this.needsGradient = needsGradient;
        this.base = base == null ? this : base;
        this.held = held;
    }

    /** An input, or the result of a call. */
    static Symbol made(String name, List<Integer> dimensions, boolean needsGradient) {
        return new Symbol(name, dimensions, needsGradient, null, false);
    }

    /** The array of a parameter or state. */
    static Symbol held(String name, List<Integer> dimensions, boolean trainable) {
        return new Symbol(name, dimensions, trainable, null, true);
    }

    /** The same elements with other dimensions. */
    Symbol view(List<Integer> other) {
        return other.equals(dimensions) ? this : new Symbol(name, other, needsGradient, base, false);
    }

    /** The same elements as one value per channel, a shape that is the same in every memory order. */
    Symbol flat() {
        return view(Shape.perChannel(Math.toIntExact(elements())).dimensions());
    }

    @Override
    public String name() {
        return name;
    }

    List<Integer> dimensions() {
        return dimensions;
    }

    @Override
    public Shape shape() {
        return new Shape(dimensions.get(0), dimensions.get(1), dimensions.get(2), dimensions.get(3));
    }

    long elements() {
        return dimensions.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /** Whether it depends on a trained parameter. */
    boolean needsGradient() {
        return needsGradient;
    }

    /** The array whose elements these are; itself unless it is a view. */
    Symbol base() {
        return base;
    }

    /** Whether its elements are those of a parameter or state. */
    boolean isHeld() {
        return base.held;
    }

    @Override
    public String toString() {
        return name + " " + dimensions;
    }
}
