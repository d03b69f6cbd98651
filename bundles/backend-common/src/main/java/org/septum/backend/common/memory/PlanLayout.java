// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.septum.api.graph.Op;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;

/**
 * Where the values of a plan lie if it is run call by call in float32: each has a place in an arena from the call that makes
 * it to the last one that reads it, shared where an operation may work in place, and each call has its scratch; gradients of
 * parameters lie in their vector.
 */
public final class PlanLayout {

    private final List<Plan.Call> calls;
    private final GradientHomes homes;
    private final Map<Integer, Integer> lastUse = new HashMap<>();
    private final Map<Integer, Buffer> bufferOf = new LinkedHashMap<>();
    private final Map<Integer, Buffer> scratch = new LinkedHashMap<>();
    private final Set<Integer> pinned = new HashSet<>();
    private final long arenaBytes;

    /**
     * @param scratchFloats the memory that a call needs beside its inputs and outputs, in floats; 0 for none
     */
    public PlanLayout(Plan plan, ToLongFunction<Plan.Call> scratchFloats) {
        this.calls = new ArrayList<>(plan.calls());
        this.homes = new GradientHomes(plan);
        int end = calls.size();
        for (int i = 0; i < end; i++) {
            for (Value input : calls.get(i).inputs()) {
                lastUse.put(input.base().id(), i);
            }
        }
        plan.inputs().values().forEach(input -> pinned.add(input.id()));
        plan.outputs().values().forEach(output -> pinned.add(output.base().id()));
        pinned.forEach(id -> lastUse.put(id, end));
        plan.inputs().values().forEach(input -> bufferOf.put(input.id(), buffer(input.elements(), 0, end)));
        for (int i = 0; i < end; i++) {
            assign(i);
            long floats = scratchFloats.applyAsLong(calls.get(i));
            if (floats > 0) {
                scratch.put(i, buffer(floats, i, i));
            }
        }
        Set<Buffer> distinct = new LinkedHashSet<>(bufferOf.values());
        distinct.addAll(scratch.values());
        this.arenaBytes = ArenaLayout.place(List.copyOf(distinct));
    }

    private static Buffer buffer(long floats, int first, int last) {
        return new Buffer(Math.multiplyExact(floats, Float.BYTES), first, last);
    }

    private void assign(int index) {
        Plan.Call call = calls.get(index);
        if (commutes(call) && !overwritable(call, index) && overwritable(swapped(call), index)) {
            call = swapped(call);
            calls.set(index, call);
        }
        Buffer taken = overwritable(call, index) ? bufferOf(call.input(0)) : null;
        for (Value output : call.outputs()) {
            if (isInArena(output)) {
                int last = lastUse.getOrDefault(output.id(), index);
                if (taken != null && output == call.output(0)) {
                    taken.extend(last);
                    bufferOf.put(output.id(), taken);
                } else {
                    bufferOf.put(output.id(), buffer(output.elements(), index, last));
                }
            }
        }
    }

    private static boolean commutes(Plan.Call call) {
        return call.op() instanceof Op.Elementwise elementwise && elementwise.commutes();
    }

    private static Plan.Call swapped(Plan.Call call) {
        return new Plan.Call(
                call.name(), call.op(), List.of(call.input(1), call.input(0)), call.outputs(), call.phase());
    }

    /** Whether the first output may take the place of the first input, which is then no longer needed. */
    private boolean overwritable(Plan.Call call, int index) {
        Value input = call.input(0);
        int id = input.base().id();
        return call.op() instanceof Op.Elementwise
                && call.output(0).dimensions().equals(input.dimensions())
                && isInArena(input)
                && isInArena(call.output(0))
                && !pinned.contains(id)
                && lastUse.get(id) == index;
    }

    private boolean isInArena(Value value) {
        return value.held() == null && homes.of(value) == null;
    }

    private Buffer bufferOf(Value value) {
        return bufferOf.get(value.base().id());
    }

    /** The calls, some with the operands of a sum or product swapped. */
    public List<Plan.Call> calls() {
        return calls;
    }

    /** The length of the arena. */
    public long arenaBytes() {
        return arenaBytes;
    }

    /** The parameter in whose place in the vector of gradients a value lies; null if it lies elsewhere. */
    public ParameterTable.Entry gradientOf(Value value) {
        return homes.of(value);
    }

    /**
     * Where an input or result lies in the arena.
     *
     * @throws IllegalArgumentException if no call has made it
     */
    public Buffer place(Value value) {
        Buffer buffer = bufferOf(value);
        if (buffer == null) {
            throw new IllegalArgumentException("a call reads " + value.name() + ", which no call has made");
        }
        return buffer;
    }

    /** Where a call's scratch lies in the arena; null if it has none. */
    public Buffer scratch(int call) {
        return scratch.get(call);
    }
}
