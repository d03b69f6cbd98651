// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.memory;

import java.util.HashMap;
import java.util.Map;
import org.septum.api.graph.Op;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;

/**
 * Which results are computed right in the vector of gradients: those that hold a parameter's gradient at the end of a run,
 * and the partial sums to which a parameter that is used several times adds, each in the place of the one before.
 */
public final class GradientHomes {

    private final Map<Integer, ParameterTable.Entry> homes = new HashMap<>();

    public GradientHomes(Plan plan) {
        Map<Integer, Plan.Call> makers = new HashMap<>();
        Map<Integer, Plan.Call> lastReaders = new HashMap<>();
        for (Plan.Call call : plan.calls()) {
            call.inputs().forEach(value -> lastReaders.put(value.base().id(), call));
            call.outputs().forEach(value -> makers.put(value.id(), call));
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

    /** The first operand of a sum, if a call has made it and no other call reads it after the sum. */
    private static Value partialSum(
            Plan.Call call, Map<Integer, Plan.Call> makers, Map<Integer, Plan.Call> lastReaders) {
        if (!(call.op() instanceof Op.Binary sum) || !sum.commutes()) {
            return null;
        }
        int first = call.input(0).base().id();
        boolean mayGo = makers.containsKey(first)
                && lastReaders.get(first) == call
                && call.input(0).dimensions().equals(call.output(0).dimensions());
        return mayGo ? call.input(0) : null;
    }

    /** The parameter in whose place in the vector of gradients a value is computed; null if it is none of these. */
    public ParameterTable.Entry of(Value value) {
        return homes.get(value.base().id());
    }
}
