// SPDX-License-Identifier: Apache-2.0
package org.septum.api.plan;

import java.util.List;

/**
 * An array of a plan. It is made once: written before the run as an input, held by the model as a parameter or state, or the
 * result of one call; no call overwrites it. Where it lies, in which memory order and in how many bits an element, is the
 * backend's own affair, but for parameters, states and gradients of parameters: they have the reference layout.
 *
 * @param id unique in the plan
 * @param name for profiles and messages
 * @param dimensions activations: batch, channels, height, width; parameters: see
 *     {@link org.septum.api.graph.Parameter}; per-channel statistics: channels
 * @param source where its elements come from
 */
public record Value(int id, String name, List<Integer> dimensions, Source source) {

    /** Where a value's elements come from. */
    public sealed interface Source {}

    /** An input, or the result of a call. */
    public record Made() implements Source {}

    /** A parameter or state, at its place in the session's vector. */
    public record Held(ParameterTable.Entry entry) implements Source {}

    /** The elements of another value, which is no view itself, under other dimensions: nothing is copied or computed. */
    public record View(Value of) implements Source {}

    /** The value whose elements these are: itself unless it is a view. */
    public Value base() {
        return source instanceof View view ? view.of() : this;
    }

    /** The parameter or state whose elements these are; null if it is none. */
    public ParameterTable.Entry held() {
        return base().source() instanceof Held held ? held.entry() : null;
    }

    /** The number of its elements. */
    public long elements() {
        long product = 1;
        for (int size : dimensions) {
            product *= size;
        }
        return product;
    }

    /** Its size in this place of {@link #dimensions}. */
    public int dimension(int index) {
        return dimensions.get(index);
    }
}
