// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.List;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Parameter;

/** A parameter or state of a graph. */
record GraphParameter(Symbol symbol, boolean trainable, Initializer initializer) implements Parameter {

    @Override
    public String name() {
        return symbol.name();
    }

    @Override
    public List<Integer> dimensions() {
        return symbol.dimensions();
    }
}
