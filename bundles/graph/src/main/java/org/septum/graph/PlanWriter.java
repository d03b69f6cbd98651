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
import org.septum.api.plan.Value;

/** Writes a plan: every symbol of the calls becomes a value. */
final class PlanWriter {

    private final ParameterTable table;
    private final Map<String, ParameterTable.Entry> entries = new HashMap<>();
    private final Map<Symbol, Value> values = new HashMap<>();

    PlanWriter(ParameterTable table) {
        this.table = table;
        table.entries().forEach(entry -> entries.put(entry.name(), entry));
    }

    /**
     * @param gradients the last sum of each trained parameter's gradients
     */
    Plan write(
            Mode mode,
            List<Call> calls,
            Map<String, Symbol> inputs,
            Map<String, Symbol> outputs,
            Map<Symbol, Symbol> gradients) {
        Map<String, Value> inputValues = values(inputs);
        List<Plan.Call> written = new ArrayList<>();
        for (Call call : calls) {
            List<Value> from = call.inputs().stream().map(this::value).toList();
            List<Value> to = call.outputs().stream().map(this::value).toList();
            written.add(new Plan.Call(call.name(), call.op(), from, to, call.phase()));
        }
        Map<String, Symbol> named = new LinkedHashMap<>();
        gradients.forEach((parameter, gradient) -> named.put(parameter.name(), gradient));
        return new Plan(mode, List.copyOf(written), inputValues, values(outputs), values(named), table);
    }

    private Map<String, Value> values(Map<String, Symbol> symbols) {
        Map<String, Value> named = new LinkedHashMap<>();
        symbols.forEach((name, symbol) -> named.put(name, value(symbol)));
        return Collections.unmodifiableMap(named);
    }

    private Value value(Symbol symbol) {
        Value known = values.get(symbol);
        if (known == null) {
            Value.Source source = symbol.base() == symbol ? source(symbol) : new Value.View(value(symbol.base()));
            known = new Value(values.size(), symbol.name(), symbol.dimensions(), source);
            values.put(symbol, known);
        }
        return known;
    }

    private Value.Source source(Symbol symbol) {
        return symbol.isHeld() ? new Value.Held(entries.get(symbol.name())) : new Value.Made();
    }
}
