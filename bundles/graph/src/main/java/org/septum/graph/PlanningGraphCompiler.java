// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.GraphError;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.services.graph.GraphCompiler;

/** From a graph to a plan: prune, fuse, differentiate. */
@Component
public final class PlanningGraphCompiler implements GraphCompiler {

    private static final String LOSS = "loss";

    @Override
    public GraphBuilder newGraph(Mode mode) {
        return new ScopedGraphBuilder(new Graph(mode), "");
    }

    @Override
    public Plan plan(GraphBuilder builder, Tensor loss, Map<String, Tensor> outputs) {
        if (!(builder instanceof ScopedGraphBuilder scoped)) {
            throw new IllegalArgumentException("the graph was made by another compiler: " + builder);
        }
        Graph graph = scoped.graph();
        Map<String, Symbol> kept = kept(graph, loss, outputs);
        List<Call> calls = Fusion.needed(graph.calls(), new HashSet<>(kept.values()));
        calls = new ArrayList<>(Fusion.fuse(calls, new HashSet<>(kept.values())));
        Map<Symbol, Symbol> gradients = Map.of();
        if (graph.mode() == Mode.TRAINING) {
            Differentiation differentiation =
                    Differentiation.of(kept.get(LOSS), calls, graph.parameters().values());
            calls.addAll(differentiation.calls());
            gradients = differentiation.parameterGradients();
        }
        return new PlanWriter(table(graph.parameters().values()))
                .write(graph.mode(), calls, graph.inputs(), kept, gradients);
    }

    private static Map<String, Symbol> kept(Graph graph, Tensor loss, Map<String, Tensor> outputs) {
        Map<String, Symbol> kept = new LinkedHashMap<>();
        if (loss != null) {
            if (!loss.shape().equals(Shape.SCALAR)) {
                throw new GraphError("loss = " + loss.name() + " " + loss.shape()
                        + ": the loss must be a scalar; take the mean over the roles that are larger than 1");
            }
            kept.put(LOSS, own(graph, LOSS, loss));
        } else if (graph.mode() == Mode.TRAINING) {
            throw new GraphError("a graph in training mode needs a loss");
        }
        outputs.forEach((name, tensor) -> {
            if (kept.putIfAbsent(name, own(graph, name, tensor)) != null) {
                throw new GraphError("output " + name + ": the name stands for the loss; choose another one");
            }
        });
        return kept;
    }

    private static Symbol own(Graph graph, String name, Tensor tensor) {
        if (tensor instanceof Symbol symbol && graph.owns(symbol)) {
            return symbol;
        }
        throw new GraphError("output " + name + " = " + tensor.name() + " belongs to another graph");
    }

    /** Packs parameters and states into the flat vectors, without gaps and in the order in which they were made. */
    private static ParameterTable table(Collection<GraphParameter> parameters) {
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
