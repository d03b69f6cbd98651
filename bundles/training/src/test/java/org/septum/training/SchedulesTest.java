// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.Arguments;
import org.septum.api.training.Progress;
import org.septum.api.training.Schedule;
import org.septum.api.training.ScheduleFactory;
import org.septum.training.schedule.ConstantFactory;
import org.septum.training.schedule.CosineFactory;
import org.septum.training.schedule.OneCycleFactory;
import org.septum.training.schedule.PolynomialFactory;
import org.septum.training.schedule.ReduceOnPlateauFactory;
import org.septum.training.schedule.StepFactory;
import org.septum.training.schedule.WarmUpFactory;

/** Schedules against PyTorch; training.py computed the numbers. */
class SchedulesTest {

    private static final Map<String, ScheduleFactory> FACTORIES = Map.of(
            "constant", new ConstantFactory(),
            "step", new StepFactory(),
            "cosine", new CosineFactory(),
            "polynomial", new PolynomialFactory(),
            "one-cycle", new OneCycleFactory(),
            "warm-up", new WarmUpFactory(),
            "reduce-on-plateau", new ReduceOnPlateauFactory());

    private static final int STEPS_PER_EPOCH = 5;
    private static final double[] WATCHED = {0.5, 0.4, 0.40001, 0.45};

    static Stream<Reference> references() throws IOException {
        return Reference.read("schedules.txt");
    }

    private static Schedule schedule(String type, Map<String, Object> options) {
        ScheduleFactory factory = FACTORIES.get(type);
        if (type.equals("warm-up")) {
            String then = (String) options.getOrDefault("then", "constant");
            options.put("then", TestOptimizers.schedule(then, FACTORIES.get(then), Map.of()));
        }
        return factory.create(Arguments.of(factory.options(), options));
    }

    @ParameterizedTest
    @MethodSource("references")
    void agreesWithPyTorch(Reference reference) {
        Schedule schedule = schedule(reference.type(), reference.options(FACTORIES.get(reference.type())));
        int total = reference.numbers().length;
        for (int step = 1; step <= total; step++) {
            assertThat(schedule.factor(new Progress(step, STEPS_PER_EPOCH, total)))
                    .as("step " + step)
                    .isCloseTo(reference.numbers()[step - 1], within(1e-10));
            if (step % STEPS_PER_EPOCH == 0) {
                int epoch = step / STEPS_PER_EPOCH;
                schedule.epochFinished(CheckpointPolicyTest.epoch(epoch, WATCHED[epoch - 1]));
                // A resumed run must go on alike.
                Map<String, Double> state = schedule.state();
                schedule = schedule(reference.type(), reference.options(FACTORIES.get(reference.type())));
                schedule.restore(state);
            }
        }
    }

    @Test
    void staysFiniteInVeryShortRuns() {
        for (int total = 1; total < 5; total++) {
            for (String type : new String[] {"constant", "cosine", "polynomial", "one-cycle", "warm-up"}) {
                Schedule schedule = schedule(type, new java.util.HashMap<>());
                for (int step = 1; step <= total; step++) {
                    assertThat(schedule.factor(new Progress(step, 1, total)))
                            .as(type)
                            .isBetween(0.0, 1.0);
                }
            }
        }
    }
}
