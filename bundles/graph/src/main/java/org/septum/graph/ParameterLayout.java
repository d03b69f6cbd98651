// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Region;
import org.septum.api.plan.Value;

/** Packs parameters and states into the flat vectors, without gaps and in the order in which they were made. */
final class ParameterLayout {

    private final Map<GraphParameter, Long> offsets = new HashMap<>();
    private final Collection<GraphParameter> parameters;
    private long parameterFloats;
    private long stateFloats;

    ParameterLayout(Collection<GraphParameter> parameters) {
        this.parameters = parameters;
        for (GraphParameter parameter : parameters) {
            long elements = parameter.symbol().elements();
            if (parameter.trainable()) {
                offsets.put(parameter, parameterFloats);
                parameterFloats += elements;
            } else {
                offsets.put(parameter, stateFloats);
                stateFloats += elements;
            }
        }
    }

    long offsetOf(GraphParameter parameter) {
        return offsets.get(parameter);
    }

    static Region regionOf(GraphParameter parameter) {
        return parameter.trainable() ? Region.PARAMETERS : Region.STATE;
    }

    /** The table; the entries' values are numbered from 0 in order. */
    ParameterTable table() {
        List<ParameterTable.Entry> entries = new ArrayList<>();
        for (GraphParameter parameter : parameters) {
            Value value = new Value(
                    entries.size(), parameter.name(), parameter.dimensions(), regionOf(parameter), offsetOf(parameter));
            entries.add(new ParameterTable.Entry(value, parameter.initializer()));
        }
        return new ParameterTable(List.copyOf(entries), parameterFloats, stateFloats);
    }
}
