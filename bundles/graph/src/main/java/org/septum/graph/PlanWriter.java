// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.graph.Mode;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Region;
import org.septum.api.plan.Step;
import org.septum.api.plan.Value;

/** Writes a plan: every symbol of the calls becomes a value with a place. */
final class PlanWriter {

    private final Liveness liveness;
    private final ParameterLayout parameters;
    private final Map<Symbol, Value> values = new HashMap<>();
    private int nextId;

    PlanWriter(Liveness liveness, ParameterLayout parameters) {
        this.liveness = liveness;
        this.parameters = parameters;
    }

    Plan write(Mode mode, Map<String, Symbol> inputs, Map<String, Symbol> outputs, long arenaFloats) {
        ParameterTable table = parameters.table();
        nextId = table.entries().size();
        Map<String, Value> inputValues = values(inputs);
        List<Step> steps = new ArrayList<>();
        for (Call call : liveness.calls()) {
            List<Value> from = call.inputs().stream().map(this::value).toList();
            List<Value> to = call.outputs().stream().map(this::value).toList();
            steps.add(new Step(call.name(), call.op(), from, to, scratch(steps.size(), call.name()), call.phase()));
        }
        return new Plan(mode, List.copyOf(steps), inputValues, values(outputs), arenaFloats, table);
    }

    private Map<String, Value> values(Map<String, Symbol> symbols) {
        Map<String, Value> named = new LinkedHashMap<>();
        symbols.forEach((name, symbol) -> named.put(name, value(symbol)));
        return Collections.unmodifiableMap(named);
    }

    private Value value(Symbol symbol) {
        Value known = values.get(symbol);
        if (known == null) {
            known = place(symbol);
            values.put(symbol, known);
        }
        return known;
    }

    private Value place(Symbol symbol) {
        Region region = Region.ARENA;
        long offset;
        if (symbol.parameter() != null) {
            region = ParameterLayout.regionOf(symbol.parameter());
            offset = parameters.offsetOf(symbol.parameter());
        } else if (symbol.gradientOf() != null) {
            region = Region.GRADIENTS;
            offset = parameters.offsetOf(symbol.gradientOf());
        } else {
            offset = liveness.bufferOf(symbol).offset();
        }
        return new Value(nextId++, symbol.name(), symbol.dimensions(), region, offset);
    }

    private Value scratch(int step, String name) {
        Buffer buffer = liveness.scratchOf(step);
        return buffer == null
                ? null
                : new Value(
                        nextId++,
                        name + ".scratch",
                        List.of(Math.toIntExact(buffer.floats())),
                        Region.ARENA,
                        buffer.offset());
    }
}
