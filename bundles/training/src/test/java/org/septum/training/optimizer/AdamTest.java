// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.septum.api.UserError;
import org.septum.api.training.Optimizer;
import org.septum.api.training.Progress;
import org.septum.training.TestOptimizers;

class AdamTest {

    @ParameterizedTest
    @CsvFileSource(resources = "adam.csv")
    void agreesWithPyTorch(ArgumentsAccessor row) {
        Optimizer adam = create(Map.of(
                "learning-rate", row.getDouble(0),
                "betas", List.of(row.getDouble(1), row.getDouble(2)),
                "epsilon", row.getDouble(3),
                "weight-decay", row.getDouble(4),
                "amsgrad", row.getBoolean(5),
                "maximize", row.getBoolean(6)));
        float[] parameters = TestOptimizers.START.clone();
        float[][] slots = new float[adam.slots().size()][TestOptimizers.START.length];

        for (int step = 1; step <= 5; step++) {
            adam.step(new Progress(step, 5, 5), 1)
                    .apply(parameters, TestOptimizers.gradients(step), slots, TestOptimizers.START.length);
        }

        for (int i = 0; i < TestOptimizers.START.length; i++) {
            double expected = row.getDouble(7 + i);
            // Where weight decay carries a parameter through zero, gradient and decay cancel: 1e-8 absolute is added.
            assertThat((double) parameters[i]).isCloseTo(expected, within(1e-6 * Math.abs(expected) + 1e-8));
            double square = row.getDouble(12 + i);
            assertThat((double) slots[1][i]).isCloseTo(square, within(1e-6 * square));
        }
    }

    @Test
    void leavesElementsBeyondTheLengthAlone() {
        float[] parameters = {1, 1, 1};
        float[][] slots = new float[3][3];

        create(Map.of("amsgrad", true))
                .step(new Progress(1, 1, 1), 1)
                .apply(parameters, new float[] {1, 1, 1}, slots, 2);

        assertThat(parameters[2]).isOne();
        assertThat(parameters[1]).isNotEqualTo(1);
        assertThat(Arrays.stream(slots).map(slot -> slot[2])).containsOnly(0f);
    }

    @Test
    void namesItsSlotsAsPyTorchDoes() {
        assertThat(create(Map.of()).slots()).containsExactly("exp_avg", "exp_avg_sq");
        assertThat(create(Map.of("amsgrad", true)).slots()).containsExactly("exp_avg", "exp_avg_sq", "max_exp_avg_sq");
    }

    @Test
    void refusesBetasThatNeverForget() {
        assertThatThrownBy(() -> create(Map.of("betas", List.of(0.9, 1))))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: betas: found [0.9, 1.0], allowed are two numbers of at least 0 and below 1, as "
                        + "[0.9, 0.999]");
        assertThatThrownBy(() -> create(Map.of("betas", List.of(0.9)))).isInstanceOf(UserError.class);
    }

    private static Optimizer create(Map<String, Object> given) {
        return TestOptimizers.create(new AdamFactory(), given);
    }
}
