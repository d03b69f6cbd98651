// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.graph.GraphError;
import org.septum.api.graph.Op;
import org.septum.api.graph.Shape;
import org.septum.api.plan.Plan;

/**
 * Reverse-mode differentiation of a scalar: walks the calls backwards, so that each gradient is complete before it is
 * handed on, and adds up the gradients of an array that was used several times.
 */
final class Differentiation {

    private final List<Call> backward = new ArrayList<>();
    private final Map<Symbol, Symbol> gradients = new HashMap<>();
    private final Map<Symbol, Symbol> parameterGradients = new LinkedHashMap<>();
    private Symbol incoming;
    private String name;

    private Differentiation() {}

    /**
     * Derives the calls that make the gradient of the loss with respect to each trained parameter.
     *
     * @throws GraphError if a trained parameter has no influence on the loss
     */
    static Differentiation of(Symbol loss, List<Call> forward, Collection<GraphParameter> parameters) {
        Differentiation differentiation = new Differentiation();
        differentiation.start(loss);
        for (int i = forward.size() - 1; i >= 0; i--) {
            differentiation.differentiate(forward.get(i));
        }
        List<String> without = parameters.stream()
                .filter(parameter ->
                        parameter.trainable() && !differentiation.parameterGradients.containsKey(parameter.symbol()))
                .map(GraphParameter::name)
                .toList();
        if (!without.isEmpty()) {
            throw new GraphError("trained parameters without influence on the loss: " + String.join(", ", without)
                    + "; use them on the way to the loss, or leave them out");
        }
        return differentiation;
    }

    /** The calls of the backward pass, in order. */
    List<Call> calls() {
        return backward;
    }

    /** What holds the gradient of each trained parameter, by its array, after the backward pass. */
    Map<Symbol, Symbol> parameterGradients() {
        return parameterGradients;
    }

    private void start(Symbol loss) {
        if (loss.needsGradient()) {
            name = loss.name();
            add(loss, emit(new Op.Affine(0, 1), List.of(loss), Shape.SCALAR.dimensions()));
        }
    }

    private void differentiate(Call call) {
        incoming = gradients.remove(call.output(0));
        if (incoming != null) {
            name = call.name();
            GradientRules.apply(call, incoming, this);
        }
    }

    /** Adds a backward operation with one result. */
    Symbol emit(Op op, List<Symbol> inputs, List<Integer> dimensions) {
        Symbol result = newGradient(name, dimensions);
        emit(op, inputs, List.of(result));
        return result;
    }

    /** Adds a backward operation whose results were made by {@link #newGradient}. */
    void emit(Op op, List<Symbol> inputs, Collection<Symbol> outputs) {
        backward.add(new Call(name, op, inputs, List.copyOf(outputs), Plan.Phase.BACKWARD));
    }

    Symbol newGradient(String of, List<Integer> dimensions) {
        return Symbol.made(of + ".gradient", dimensions, false);
    }

    /**
     * Adds to the gradient with respect to an array; nothing happens for one that needs none.
     *
     * @param gradient the incoming gradient itself, or a result that the rule gives away only once
     */
    void add(Symbol of, Symbol gradient) {
        if (!of.needsGradient()) {
            return;
        }
        if (of.isHeld()) {
            addToParameter(of.base(), gradient);
        } else {
            gradients.merge(of, gradient, (sum, more) -> {
                return emit(new Op.Binary(Op.Binary.Function.ADD), List.of(sum, more), of.dimensions());
            });
        }
    }

    /** Later gradients are added to the first one; none is at the same time that of something else. */
    private void addToParameter(Symbol parameter, Symbol gradient) {
        Symbol sum = parameterGradients.get(parameter);
        Symbol result = gradient;
        if (sum != null) {
            // Weights keep the reference layout and activations do not; as one value per channel they are added alike.
            Symbol flat = gradient.flat();
            result = emit(new Op.Binary(Op.Binary.Function.ADD), List.of(sum.flat(), flat), flat.dimensions());
        } else if (gradient == incoming) {
            result = emit(new Op.Affine(1, 0), List.of(gradient), gradient.dimensions());
        }
        parameterGradients.put(parameter, result);
    }
}
