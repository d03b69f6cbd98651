// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.backend.common.memory.GradientHomes;

/**
 * A plan as a flow of arrays from node to node, which may be rewritten.
 *
 * @param nodes in order
 * @param inputs by name
 * @param outputs by name
 */
public record Flow(List<Node> nodes, Map<String, Operand> inputs, Map<String, Operand> outputs) {

    /**
     * @throws IllegalArgumentException if a call reads what no call has made
     */
    public static Flow of(Plan plan) {
        GradientHomes homes = new GradientHomes(plan);
        Set<Integer> kept = new HashSet<>();
        plan.inputs().values().forEach(value -> kept.add(value.id()));
        plan.outputs().values().forEach(value -> kept.add(value.base().id()));
        Map<Integer, Array> arrays = new HashMap<>();
        Function<Value, Operand> made = value -> {
            Array array = new Array(value, homes.of(value), kept.contains(value.id()));
            arrays.put(value.id(), array);
            return new Operand(array, value.dimensions());
        };
        Map<String, Operand> inputs = new LinkedHashMap<>();
        plan.inputs().forEach((name, value) -> inputs.put(name, made.apply(value)));
        List<Node> nodes = new ArrayList<>();
        for (Plan.Call call : plan.calls()) {
            List<Operand> in = call.inputs().stream()
                    .map(value -> read(value, arrays, "call " + call.name()))
                    .toList();
            List<Operand> out = call.outputs().stream().map(made).toList();
            nodes.add(new Node(nodes.size(), call.phase(), call.op(), in, out));
        }
        Map<String, Operand> outputs = new LinkedHashMap<>();
        plan.outputs().forEach((name, value) -> outputs.put(name, read(value, arrays, "output " + name)));
        return new Flow(nodes, inputs, outputs);
    }

    private static Operand read(Value value, Map<Integer, Array> arrays, String reader) {
        Array array = arrays.get(value.base().id());
        if (array == null) {
            if (value.held() == null) {
                throw new IllegalArgumentException(reader + " reads " + value.name() + ", which no call has made");
            }
            array = new Array(value.base(), null, false);
            arrays.put(value.base().id(), array);
        }
        return new Operand(array, value.dimensions());
    }

    /** How many operands of all nodes are the array. */
    public long uses(Array array) {
        return nodes.stream()
                .flatMap(node -> node.reads().stream())
                .filter(operand -> operand.array() == array)
                .count();
    }

    /** The nodes that read the array. */
    public List<Node> readers(Array array) {
        return nodes.stream()
                .filter(node -> node.reads().stream().anyMatch(operand -> operand.array() == array))
                .toList();
    }
}
