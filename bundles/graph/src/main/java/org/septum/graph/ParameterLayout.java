// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.septum.api.plan.ParameterTable;

/** Packs parameters and states into the flat vectors, without gaps and in the order in which they were made. */
final class ParameterLayout {

    private ParameterLayout() {}

    static ParameterTable table(Collection<GraphParameter> parameters) {
        List<ParameterTable.Entry> entries = new ArrayList<>();
        long parameterFloats = 0;
        long stateFloats = 0;
        for (GraphParameter parameter : parameters) {
            boolean trainable = parameter.trainable();
            long offset = trainable ? parameterFloats : stateFloats;
            entries.add(new ParameterTable.Entry(
                    parameter.name(), parameter.dimensions(), trainable, offset, parameter.initializer()));
            if (trainable) {
                parameterFloats += parameter.symbol().elements();
            } else {
                stateFloats += parameter.symbol().elements();
            }
        }
        return new ParameterTable(List.copyOf(entries), parameterFloats, stateFloats);
    }
}
