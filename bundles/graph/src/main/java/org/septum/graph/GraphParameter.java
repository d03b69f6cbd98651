// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.List;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Parameter;

/** A parameter or state of a graph. */
final class GraphParameter implements Parameter {

    private final String name;
    private final List<Integer> dimensions;
    private final boolean trainable;
    private final Initializer initializer;
    private final Symbol symbol;

    GraphParameter(String name, List<Integer> dimensions, boolean trainable, Initializer initializer) {
        this.name = name;
        this.dimensions = List.copyOf(dimensions);
        this.trainable = trainable;
        this.initializer = initializer;
        this.symbol = Symbol.of(this);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Integer> dimensions() {
        return dimensions;
    }

    @Override
    public boolean trainable() {
        return trainable;
    }

    Initializer initializer() {
        return initializer;
    }

    Symbol symbol() {
        return symbol;
    }
}
