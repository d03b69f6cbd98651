// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The buffers that a sequence of calls needs in the arena: one for each array from the step that makes it to the last one
 * that reads it, shared where an operation may work in place, and one for each step's scratch.
 */
final class Liveness {

    private final List<Call> calls;
    private final Map<Symbol, Integer> lastUse = new HashMap<>();
    private final Map<Symbol, Buffer> bufferOf = new LinkedHashMap<>();
    private final Map<Integer, Buffer> scratch = new LinkedHashMap<>();
    private final Set<Symbol> pinned = new HashSet<>();

    /**
     * @param inputs arrays written before the first step, which keep their place
     * @param outputs arrays read after the last step
     * @param scratchFloats the scratch of each call
     */
    Liveness(List<Call> calls, Collection<Symbol> inputs, Collection<Symbol> outputs, long[] scratchFloats) {
        this.calls = new ArrayList<>(calls);
        int end = calls.size();
        for (int i = 0; i < end; i++) {
            for (Symbol input : calls.get(i).inputs()) {
                lastUse.put(input.base(), i);
            }
        }
        pinned.addAll(inputs);
        outputs.forEach(output -> pinned.add(output.base()));
        pinned.forEach(symbol -> lastUse.put(symbol, end));
        inputs.forEach(input -> bufferOf.put(input, new Buffer(input.elements(), 0, end)));
        for (int i = 0; i < end; i++) {
            assign(i);
            if (scratchFloats[i] > 0) {
                scratch.put(i, new Buffer(scratchFloats[i], i, i));
            }
        }
    }

    private void assign(int step) {
        Call call = calls.get(step);
        if (InPlace.commutes(call.op()) && !overwritable(call, step) && overwritable(swapped(call), step)) {
            call = swapped(call);
            calls.set(step, call);
        }
        Buffer taken = overwritable(call, step) ? bufferOf.get(call.input(0).base()) : null;
        for (Symbol output : call.outputs()) {
            if (output.isInArena()) {
                int last = lastUse.getOrDefault(output, step);
                if (taken != null && output == call.output(0)) {
                    taken.extend(last);
                    bufferOf.put(output, taken);
                } else {
                    bufferOf.put(output, new Buffer(output.elements(), step, last));
                }
            }
        }
    }

    private static Call swapped(Call call) {
        return new Call(call.name(), call.op(), List.of(call.input(1), call.input(0)), call.outputs(), call.phase());
    }

    /** Whether the first output may take the place of the first input, which is then no longer needed. */
    private boolean overwritable(Call call, int step) {
        Symbol input = call.input(0).base();
        return InPlace.allowed(call)
                && input.isInArena()
                && call.output(0).isInArena()
                && !pinned.contains(input)
                && lastUse.get(input) == step;
    }

    /** The calls, some with their operands swapped. */
    List<Call> calls() {
        return calls;
    }

    /** The place of an array of the arena. */
    Buffer bufferOf(Symbol symbol) {
        return bufferOf.get(symbol.base());
    }

    /** The scratch of a step, or null. */
    Buffer scratchOf(int step) {
        return scratch.get(step);
    }

    /** Each buffer once. */
    List<Buffer> buffers() {
        Set<Buffer> distinct = new LinkedHashSet<>(bufferOf.values());
        distinct.addAll(scratch.values());
        return List.copyOf(distinct);
    }
}
