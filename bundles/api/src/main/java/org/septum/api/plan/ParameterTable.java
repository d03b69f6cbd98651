// SPDX-License-Identifier: Apache-2.0
package org.septum.api.plan;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.septum.api.graph.Initializer;

/**
 * The parameters and states of a model and their places in the session's flat vectors. Two plans of one model have equal
 * layouts.
 *
 * @param entries in the order in which the model made them
 * @param parameterFloats the length of the vectors of parameters and gradients
 * @param stateFloats the length of the vector of states
 */
public record ParameterTable(List<Entry> entries, long parameterFloats, long stateFloats) {

    /**
     * One parameter or state.
     *
     * @param dimensions see {@link org.septum.api.graph.Parameter}
     * @param trainable whether it is a trained parameter, which has a gradient, or a state
     * @param offset its first element in the vector of parameters or states, in floats
     * @param initializer its first values
     */
    public record Entry(
            String name, List<Integer> dimensions, boolean trainable, long offset, Initializer initializer) {

        /** The number of its elements. */
        public long elements() {
            return dimensions.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        }

        /** Whether the other has the same name, dimensions and place; first values are functions and do not count. */
        @Override
        public boolean equals(Object object) {
            return object instanceof Entry other
                    && name.equals(other.name)
                    && dimensions.equals(other.dimensions)
                    && trainable == other.trainable
                    && offset == other.offset;
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, dimensions, trainable, offset);
        }
    }

    /** The parameter or state of this name; empty if the model has none. */
    public Optional<Entry> find(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** Whether another table has the same names, dimensions and places. */
    public boolean sameLayout(ParameterTable other) {
        return entries.equals(other.entries);
    }
}
