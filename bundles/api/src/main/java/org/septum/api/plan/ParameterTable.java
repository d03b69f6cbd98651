// SPDX-License-Identifier: Apache-2.0
package org.septum.api.plan;

import java.util.List;
import java.util.Optional;
import org.septum.api.graph.Initializer;

/**
 * The parameters and states of a model and their places in the flat vectors. Two plans of one model have equal layouts.
 *
 * @param entries in the order in which the model made them
 * @param parameterFloats the length of PARAMETERS and GRADIENTS
 * @param stateFloats the length of STATE
 */
public record ParameterTable(List<Entry> entries, long parameterFloats, long stateFloats) {

    /**
     * One parameter or state.
     *
     * @param value its name, dimensions, region (PARAMETERS or STATE) and offset
     * @param initializer its first values
     */
    public record Entry(Value value, Initializer initializer) {

        public String name() {
            return value.name();
        }

        public boolean trainable() {
            return value.region() == Region.PARAMETERS;
        }
    }

    public Optional<Entry> find(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** Whether another table has the same names, dimensions and places. */
    public boolean sameLayout(ParameterTable other) {
        return entries.stream()
                .map(e -> e.value())
                .map(ParameterTable::place)
                .toList()
                .equals(other.entries.stream()
                        .map(e -> e.value())
                        .map(ParameterTable::place)
                        .toList());
    }

    private static String place(Value value) {
        return value.name() + value.dimensions() + value.region() + value.offset();
    }
}
