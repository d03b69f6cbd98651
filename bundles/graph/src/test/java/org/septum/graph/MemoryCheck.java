// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.backend.common.memory.Buffer;
import org.septum.backend.common.memory.PlanLayout;

/**
 * Plays a plan on a map of the arena in which every cache line carries the number of the value last written there, and
 * checks that whatever a call reads is still what was written. It knows nothing of lifetimes.
 */
final class MemoryCheck {

    private static final int NOTHING = -1;
    private static final int SCRATCH = -2;

    private final PlanLayout layout;
    private final int[] owner;
    private int inPlace;

    private MemoryCheck(PlanLayout layout) {
        this.layout = layout;
        owner = new int[Math.toIntExact(layout.arenaBytes() / Buffer.ALIGNMENT)];
        Arrays.fill(owner, NOTHING);
    }

    /** Returns the number of calls that work in place. */
    static int check(Plan plan, ToLongFunction<Plan.Call> scratchFloats) {
        MemoryCheck check = new MemoryCheck(new PlanLayout(plan, scratchFloats));
        plan.inputs().values().forEach(check::write);
        for (int i = 0; i < plan.calls().size(); i++) {
            check.call(check.layout.calls().get(i), check.layout.scratch(i));
        }
        plan.inputs().values().forEach(input -> check.requireIntact(input, "the end of the run"));
        plan.outputs().values().forEach(output -> check.requireIntact(output, "the end of the run"));
        return check.inPlace;
    }

    private void call(Plan.Call call, Buffer scratch) {
        if (scratch != null) {
            Arrays.fill(owner, first(scratch), end(scratch), SCRATCH);
        }
        call.inputs().forEach(input -> requireIntact(input, call.toString()));
        call.outputs().forEach(this::write);
        call.outputs().forEach(output -> requireIntact(output, call.toString()));
        if (scratch != null) {
            assertThat(holds(scratch, SCRATCH)).isTrue();
        }
        for (int i = 0; i < call.inputs().size(); i++) {
            Value input = call.input(i);
            if (!isIntact(input)) {
                Value output = call.output(0);
                assertThat(call.op()).isInstanceOf(Op.Elementwise.class);
                assertThat(layout.place(input))
                        .isSameAs(layout.place(call.input(0)))
                        .isSameAs(layout.place(output));
                assertThat(input.dimensions()).isEqualTo(output.dimensions());
                inPlace += i == 0 ? 1 : 0;
            }
        }
    }

    private boolean isInArena(Value value) {
        return value.held() == null && layout.gradientOf(value) == null;
    }

    private void write(Value value) {
        if (isInArena(value)) {
            Buffer place = layout.place(value);
            assertThat(place.offset() % Buffer.ALIGNMENT).isZero();
            assertThat(place.bytes()).isGreaterThanOrEqualTo(value.elements() * Float.BYTES);
            Arrays.fill(owner, first(place), end(place), value.base().id());
        }
    }

    private void requireIntact(Value value, String where) {
        assertThat(isIntact(value)).describedAs("%s in %s", value, where).isTrue();
    }

    private boolean isIntact(Value value) {
        return !isInArena(value) || holds(layout.place(value), value.base().id());
    }

    private boolean holds(Buffer place, int id) {
        return Arrays.stream(owner, first(place), end(place)).allMatch(owned -> owned == id);
    }

    private static int first(Buffer place) {
        return Math.toIntExact(place.offset() / Buffer.ALIGNMENT);
    }

    private static int end(Buffer place) {
        return Math.toIntExact((place.offset() + place.bytes()) / Buffer.ALIGNMENT);
    }
}
