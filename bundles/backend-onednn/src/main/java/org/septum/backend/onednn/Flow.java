// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Region;
import org.septum.api.plan.Step;
import org.septum.api.plan.Value;

/**
 * A plan as a flow of arrays from node to node. The plan's places in the arena serve only to find out which step's result a
 * later step reads; where arrays lie is decided anew, because they need half of the place in bfloat16 and none at all when
 * a fused operation makes them superfluous.
 *
 * @param nodes in order
 * @param inputs by name
 * @param outputs by name
 */
record Flow(List<Node> nodes, Map<String, Operand> inputs, Map<String, Operand> outputs) {

    private record Spot(Region region, long offset) {
        static Spot of(Value value) {
            return new Spot(value.region(), value.offset());
        }
    }

    /**
     * @throws IllegalArgumentException if a step reads what no step has written
     */
    static Flow of(Plan plan) {
        Map<Spot, Array> current = new HashMap<>();
        Map<String, Operand> inputs = new LinkedHashMap<>();
        plan.inputs().forEach((name, value) -> {
            Array array = new Array(value, true);
            current.put(Spot.of(value), array);
            inputs.put(name, new Operand(array, value.dimensions()));
        });
        Map<Spot, Integer> lastWrites = new HashMap<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            for (Value value : plan.steps().get(i).outputs()) {
                lastWrites.put(Spot.of(value), i);
            }
        }
        Map<Spot, Value> kept = new HashMap<>();
        plan.outputs().values().forEach(value -> kept.put(Spot.of(value), value));
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            List<Operand> in = new ArrayList<>();
            for (Value value : step.inputs()) {
                in.add(new Operand(read(value, current, step), value.dimensions()));
            }
            List<Operand> out = new ArrayList<>();
            for (Value value : step.outputs()) {
                Spot spot = Spot.of(value);
                boolean pinned = kept.containsKey(spot) && lastWrites.get(spot) == i;
                Array array = new Array(value, pinned);
                current.put(spot, array);
                out.add(new Operand(array, value.dimensions()));
            }
            nodes.add(new Node(i, step.phase(), step.op(), in, out));
        }
        Map<String, Operand> outputs = new LinkedHashMap<>();
        plan.outputs()
                .forEach((name, value) ->
                        outputs.put(name, new Operand(current.get(Spot.of(value)), value.dimensions())));
        return new Flow(nodes, inputs, outputs);
    }

    private static Array read(Value value, Map<Spot, Array> current, Step step) {
        Array array = current.get(Spot.of(value));
        if (array == null) {
            if (value.region() == Region.ARENA) {
                throw new IllegalArgumentException(
                        "step " + step.name() + " reads " + value.name() + ", which no step has written");
            }
            array = new Array(value, false);
            current.put(Spot.of(value), array);
        }
        return array;
    }

    /** How many operands of all nodes are the array. */
    long uses(Array array) {
        return nodes.stream()
                .flatMap(node -> node.reads().stream())
                .filter(operand -> operand.array() == array)
                .count();
    }

    /** The nodes that read the array. */
    List<Node> readers(Array array) {
        return nodes.stream()
                .filter(node -> node.reads().stream().anyMatch(operand -> operand.array() == array))
                .toList();
    }
}
