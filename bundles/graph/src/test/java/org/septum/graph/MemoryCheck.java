// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Region;
import org.septum.api.plan.Step;
import org.septum.api.plan.Value;

/**
 * Plays a plan on a map of the arena in which every cache line carries the number of the value last written there, and
 * checks that whatever a step reads is still what was written. It knows nothing of lifetimes.
 */
final class MemoryCheck {

    private static final int LINE = 16;
    private static final int NOTHING = -1;
    private static final Set<Class<? extends Op>> ELEMENTWISE = Set.of(
            Op.Activate.class,
            Op.ActivateBackward.class,
            Op.Affine.class,
            Op.Binary.class,
            Op.Clamp.class,
            Op.ClampBackward.class,
            Op.Dropout.class,
            Op.Power.class,
            Op.Unary.class,
            Op.UnaryBackward.class);

    private final int[] owner;
    private int inPlace;

    private MemoryCheck(Plan plan) {
        owner = new int[Math.toIntExact(plan.arenaFloats() / LINE)];
        Arrays.fill(owner, NOTHING);
    }

    /** Returns the number of steps that work in place. */
    static int check(Plan plan) {
        MemoryCheck check = new MemoryCheck(plan);
        plan.inputs().values().forEach(check::write);
        plan.steps().forEach(check::step);
        plan.inputs().values().forEach(input -> check.requireIntact(input, "the end of the run"));
        plan.outputs().values().forEach(output -> check.requireIntact(output, "the end of the run"));
        return check.inPlace;
    }

    private void step(Step step) {
        if (step.scratch() != null) {
            write(step.scratch());
        }
        step.inputs().forEach(input -> requireIntact(input, step.toString()));
        step.outputs().forEach(this::write);
        step.outputs().forEach(output -> requireIntact(output, step.toString()));
        if (step.scratch() != null) {
            requireIntact(step.scratch(), step.toString());
        }
        for (int i = 0; i < step.inputs().size(); i++) {
            Value input = step.input(i);
            if (!isIntact(input)) {
                Value output = step.output(0);
                assertThat(ELEMENTWISE).contains(step.op().getClass());
                assertThat(input.offset()).isEqualTo(step.input(0).offset()).isEqualTo(output.offset());
                assertThat(input.dimensions()).isEqualTo(output.dimensions());
                inPlace += i == 0 ? 1 : 0;
            }
        }
    }

    private void write(Value value) {
        if (value.region() == Region.ARENA) {
            assertThat(value.offset() % LINE).isZero();
            Arrays.fill(owner, first(value), end(value), value.id());
        }
    }

    private void requireIntact(Value value, String where) {
        assertThat(isIntact(value)).describedAs("%s in %s", value, where).isTrue();
    }

    private boolean isIntact(Value value) {
        return value.region() != Region.ARENA
                || Arrays.stream(owner, first(value), end(value)).allMatch(id -> id == value.id());
    }

    private static int first(Value value) {
        return Math.toIntExact(value.offset() / LINE);
    }

    private static int end(Value value) {
        return Math.toIntExact((value.offset() + value.elements() + LINE - 1) / LINE);
    }
}
