// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Region;
import org.septum.api.plan.Step;
import org.septum.api.plan.Value;

class ReferenceProgramTest {

    private static final Value WEIGHT = new Value(0, "w", List.of(2), Region.PARAMETERS, 0);
    private static final Value WEIGHT_TENSOR = new Value(0, "w", List.of(1, 2, 1, 1), Region.PARAMETERS, 0);
    private static final Value X = new Value(1, "x", List.of(1, 2, 1, 1), Region.ARENA, 0);
    private static final Value Y = new Value(2, "y", List.of(1, 2, 1, 1), Region.ARENA, 16);
    private static final Value UNWRITTEN = new Value(3, "unwritten", List.of(1, 2, 1, 1), Region.ARENA, 32);

    private final ReferenceSession session = new ReferenceBackend().open(table(WEIGHT), 1);

    private static ParameterTable table(Value weight) {
        return new ParameterTable(
                List.of(new ParameterTable.Entry(weight, Initializer.constant(0))), weight.elements(), 0);
    }

    /** y = x * other, with no gradient of w. */
    private static Plan product(Value other) {
        Op multiply = new Op.Binary(Op.Binary.Function.MULTIPLY);
        Step step = new Step("y", multiply, List.of(X, other), List.of(Y), null, Step.Phase.FORWARD);
        return new Plan(Mode.TRAINING, List.of(step), Map.of("x", X), Map.of("y", Y), 48, table(WEIGHT));
    }

    @Test
    void readsAndWritesInDoubleAndInFloat() {
        session.vector(Region.PARAMETERS)[0] = 1e-9;
        session.parameters().write(1, new float[] {3});
        ReferenceProgram program = session.compile(product(WEIGHT_TENSOR));
        program.write("x", new double[] {1 + 1e-12, 2});
        program.run(1);
        assertThat(program.read("y")).containsExactly(1e-9 * (1 + 1e-12), 6);
        float[] rounded = new float[2];
        program.read("y", rounded);
        assertThat(rounded).containsExactly(1e-9f, 6);
    }

    @Test
    void showsMemoryThatWasNeverWritten() {
        ReferenceProgram program = session.compile(product(UNWRITTEN));
        program.write("x", new float[] {1, 2});
        program.run(1);
        assertThat(program.read("y")).containsOnly(Double.NaN);
        assertThat(session.vector(Region.GRADIENTS)).containsOnly(Double.NaN);
    }

    @Test
    void refusesWhatDoesNotFit() {
        ReferenceProgram program = session.compile(product(WEIGHT_TENSOR));
        assertThatThrownBy(() -> program.run(1)).hasMessage("input x was not written");
        assertThatThrownBy(() -> program.write("x", new float[3])).hasMessage("input x has 2 elements, found 3");
        ReferenceSession other =
                new ReferenceBackend().open(table(new Value(0, "v", List.of(2), Region.PARAMETERS, 0)), 1);
        assertThatThrownBy(() -> other.compile(product(WEIGHT_TENSOR)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the plan's parameters are laid out differently from the session's");
    }

    @Test
    void updatesParametersAndSlots() {
        session.parameters().write(0, new float[] {1, 2});
        session.gradients().write(0, new float[] {10, 20});
        for (int step = 0; step < 2; step++) {
            session.update(
                    (parameters, gradients, slots, length) -> {
                        for (int i = 0; i < length; i++) {
                            slots[0][i] += gradients[i];
                            parameters[i] -= slots[0][i];
                        }
                    },
                    List.of("momentum"));
        }
        assertThat(session.vector(Region.PARAMETERS)).containsExactly(1 - 10 - 20, 2 - 20 - 40);
        float[] momentum = new float[2];
        session.slot("momentum").read(0, momentum);
        assertThat(momentum).containsExactly(20, 40);
    }
}
