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
import org.septum.api.plan.Value;

class ReferenceProgramTest {

    private static final ParameterTable TABLE = table("w");
    private static final Value WEIGHT =
            new Value(0, "w", List.of(2), new Value.Held(TABLE.entries().get(0)));
    private static final Value WEIGHT_TENSOR = new Value(1, "w", List.of(1, 2, 1, 1), new Value.View(WEIGHT));
    private static final Value X = new Value(2, "x", List.of(1, 2, 1, 1), new Value.Made());
    private static final Value Y = new Value(3, "y", List.of(1, 2, 1, 1), new Value.Made());
    private static final Value UNMADE = new Value(4, "unmade", List.of(1, 2, 1, 1), new Value.Made());

    private final ReferenceSession session = new ReferenceBackend().open(TABLE, 1);

    private static ParameterTable table(String name) {
        return new ParameterTable(
                List.of(new ParameterTable.Entry(name, List.of(2), true, 0, Initializer.constant(0))), 2, 0);
    }

    /** y = x * other, with no gradient of w. */
    private static Plan product(Value other) {
        Op multiply = new Op.Binary(Op.Binary.Function.MULTIPLY);
        Plan.Call call = new Plan.Call("y", multiply, List.of(X, other), List.of(Y), Plan.Phase.FORWARD);
        return new Plan(Mode.TRAINING, List.of(call), Map.of("x", X), Map.of("y", Y), Map.of(), TABLE);
    }

    @Test
    void readsAndWritesInDoubleAndInFloat() {
        session.parameterValues()[0] = 1e-9;
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
    void refusesToReadWhatNoStepHasMade() {
        ReferenceProgram program = session.compile(product(UNMADE));
        program.write("x", new float[] {1, 2});
        assertThatThrownBy(() -> program.run(1)).hasMessage("call y reads unmade, which no call has made");
    }

    @Test
    void showsAGradientThatWasForgotten() {
        ReferenceProgram program = session.compile(product(WEIGHT_TENSOR));
        program.write("x", new float[] {1, 2});
        program.run(1);
        assertThat(session.gradientValues()).containsOnly(Double.NaN);
    }

    @Test
    void refusesWhatDoesNotFit() {
        ReferenceProgram program = session.compile(product(WEIGHT_TENSOR));
        assertThatThrownBy(() -> program.run(1)).hasMessage("input x was not written");
        assertThatThrownBy(() -> program.write("x", new float[3])).hasMessage("input x has 2 elements, found 3");
        ReferenceSession other = new ReferenceBackend().open(table("v"), 1);
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
        assertThat(session.parameterValues()).containsExactly(1 - 10 - 20, 2 - 20 - 40);
        float[] momentum = new float[2];
        session.slot("momentum").read(0, momentum);
        assertThat(momentum).containsExactly(20, 40);
    }
}
