// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.graph.GraphError;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;

/** What all scopes of one graph share: its parameters, inputs and calls in the order in which they were made. */
final class Graph {

    private final Mode mode;
    private final Map<String, GraphParameter> parameters = new LinkedHashMap<>();
    private final Map<String, Symbol> inputs = new LinkedHashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final Set<Symbol> symbols = new HashSet<>();
    private int dropouts;

    Graph(Mode mode) {
        this.mode = mode;
    }

    Mode mode() {
        return mode;
    }

    Map<String, GraphParameter> parameters() {
        return parameters;
    }

    Map<String, Symbol> inputs() {
        return inputs;
    }

    List<Call> calls() {
        return calls;
    }

    void add(GraphParameter parameter) {
        if (parameters.putIfAbsent(parameter.name(), parameter) != null) {
            throw new GraphError("parameter " + parameter.name()
                    + ": the graph already has a parameter of this name; give one of the two another name or scope");
        }
        symbols.add(parameter.symbol());
    }

    void add(Symbol input) {
        if (inputs.putIfAbsent(input.name(), input) != null) {
            throw new GraphError(
                    "input " + input.name() + ": the graph already has an input of this name; give it another name");
        }
        symbols.add(input);
    }

    void add(String name, Op op, List<Symbol> from, List<Symbol> to) {
        calls.add(new Call(name, op, from, to, Plan.Phase.FORWARD));
        symbols.addAll(to);
    }

    /** Whether the array, or the one it is a view of, was made in this graph. */
    boolean owns(Symbol symbol) {
        return symbols.contains(symbol.base());
    }

    /** The number of this dropout among the graph's, counted from 0. */
    int nextDropout() {
        return dropouts++;
    }
}
