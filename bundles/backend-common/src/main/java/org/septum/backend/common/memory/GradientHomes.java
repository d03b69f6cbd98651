// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.memory;

import java.util.HashMap;
import java.util.Map;
import org.septum.api.graph.Op;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Step;
import org.septum.api.plan.Value;

/**
 * Which results are computed right in the vector of gradients: those that hold a parameter's gradient at the end of a run,
 * and the partial sums to which a parameter that is used several times adds, each in the place of the one before.
 */
public final class GradientHomes {

    private final Map<Integer, ParameterTable.Entry> homes = new HashMap<>();

    public GradientHomes(Plan plan) {
        Map<Integer, Step> makers = new HashMap<>();
        Map<Integer, Step> lastReaders = new HashMap<>();
        for (Step step : plan.steps()) {
            step.inputs().forEach(value -> lastReaders.put(value.base().id(), step));
            step.outputs().forEach(value -> makers.put(value.id(), step));
        }
        plan.outputs().values().forEach(value -> lastReaders.remove(value.base().id()));
        for (ParameterTable.Entry entry : plan.parameters().entries()) {
            Value gradient = plan.gradients().get(entry.name());
            while (gradient != null) {
                Value made = gradient.base();
                homes.put(made.id(), entry);
                gradient = partialSum(makers.get(made.id()), makers, lastReaders);
            }
        }
    }

    /** The first operand of a sum, if a step has made it and no other step reads it after the sum. */
    private static Value partialSum(Step step, Map<Integer, Step> makers, Map<Integer, Step> lastReaders) {
        if (!(step.op() instanceof Op.Binary sum) || !sum.commutes()) {
            return null;
        }
        int first = step.input(0).base().id();
        boolean mayGo = makers.containsKey(first)
                && lastReaders.get(first) == step
                && step.input(0).dimensions().equals(step.output(0).dimensions());
        return mayGo ? step.input(0) : null;
    }

    /** The parameter in whose place in the vector of gradients a value is computed; null if it is none of these. */
    public ParameterTable.Entry of(Value value) {
        return homes.get(value.base().id());
    }
}
