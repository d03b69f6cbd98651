// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.UserError;
import org.septum.api.training.Optimizer;
import org.septum.api.training.OptimizerFactory;
import org.septum.api.training.Progress;
import org.septum.training.optimizer.AdamWFactory;
import org.septum.training.optimizer.LionFactory;
import org.septum.training.optimizer.RmsPropFactory;
import org.septum.training.optimizer.SgdFactory;
import org.septum.training.schedule.PolynomialFactory;

/** Optimizers, clipping and averaging against PyTorch; training.py computed the numbers. */
class OptimizersTest {

    private static final Map<String, OptimizerFactory> FACTORIES = Map.of(
            "sgd", new SgdFactory(),
            "adamw", new AdamWFactory(),
            "rmsprop", new RmsPropFactory(),
            "lion", new LionFactory());

    static Stream<Reference> references() throws IOException {
        return Reference.read("optimizers.txt");
    }

    @ParameterizedTest
    @MethodSource("references")
    void agreesWithPyTorch(Reference reference) {
        OptimizerFactory factory = FACTORIES.get(reference.type());
        Map<String, Object> options = reference.options(factory);
        options.put("average-decay", 0.9);
        Optimizer optimizer = TestOptimizers.create(factory, options);
        float[] parameters = TestOptimizers.START.clone();
        float[][] slots = new float[optimizer.slots().size()][parameters.length];

        for (int step = 1; step <= 5; step++) {
            float[] gradients = TestOptimizers.gradients(step);
            double factor = Math.min(1, optimizer.clipNorm().orElse(Double.MAX_VALUE) / norm(gradients));
            optimizer.step(new Progress(step, 5, 5), factor).apply(parameters, gradients, slots, parameters.length);
        }

        assertThat(optimizer.averageSlot()).contains(optimizer.slots().get(slots.length - 1));
        for (int i = 0; i < parameters.length; i++) {
            assertClose(parameters[i], reference.numbers()[i]);
            assertClose(slots[slots.length - 1][i], reference.numbers()[parameters.length + i]);
        }
    }

    /** Where weight decay carries a parameter through zero, gradient and decay cancel: 1e-8 absolute is added. */
    private static void assertClose(float found, double expected) {
        assertThat((double) found).isCloseTo(expected, within(1e-5 * Math.abs(expected) + 1e-8));
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    @Test
    void followsItsSchedule() {
        Optimizer optimizer = TestOptimizers.create(
                new SgdFactory(),
                Map.of(
                        "learning-rate",
                        0.5,
                        "schedule",
                        TestOptimizers.schedule("polynomial", new PolynomialFactory(), Map.of("power", 1))));
        assertThat(optimizer.learningRate(new Progress(1, 5, 20))).isEqualTo(0.5);
        Progress half = new Progress(11, 5, 20);
        assertThat(optimizer.learningRate(half)).isEqualTo(0.25);
        float[] parameters = {1};
        optimizer.step(half, 1).apply(parameters, new float[] {1}, new float[0][], 1);
        assertThat(parameters).containsExactly(0.75f);
    }

    @Test
    void keepsNoMoreThanItNeeds() {
        assertThat(TestOptimizers.create(new SgdFactory(), Map.of()).slots()).isEmpty();
        assertThat(TestOptimizers.create(new RmsPropFactory(), Map.of("centered", true))
                        .slots())
                .isEqualTo(List.of("square_avg", "grad_avg"));
    }

    @Test
    void refusesToLookAheadWithoutMomentum() {
        assertThatThrownBy(() -> TestOptimizers.create(new SgdFactory(), Map.of("nesterov", true)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "arguments: nesterov: there is no momentum to look ahead along; give momentum too, as 0.99");
    }
}
