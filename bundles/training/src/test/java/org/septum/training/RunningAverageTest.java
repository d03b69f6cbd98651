// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.septum.training.CheckpointPolicyTest.epoch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.Factory;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.Progress;
import org.septum.api.training.Schedule;
import org.septum.api.training.StoppingRule;
import org.septum.training.checkpoint.BestFactory;
import org.septum.training.checkpoint.TopKFactory;
import org.septum.training.schedule.ReduceOnPlateauFactory;
import org.septum.training.stopping.NoImprovementFactory;

/**
 * What watches a running average: a(1) = v(1), a(n) = share a(n-1) + (1 - share) v(n). With a share of 0.5 the values below are
 * averaged to 0.5, 0.75, undefined, 0.5, 0.625, 0.8125.
 */
class RunningAverageTest {

    private static final double[] VALUES = {0.5, 1, Double.NaN, 0.25, 0.75, 1};

    private static <T> T made(Factory<T> factory, Map<String, Object> more) {
        Map<String, Object> options =
                new HashMap<>(Map.of("monitor", "validation/structures/dice", "mode", "max", "average", 0.5));
        options.putAll(more);
        return factory.create(Arguments.of(factory.options(), options));
    }

    @Test
    void theBestAverageIsKeptNotTheBestValue() {
        CheckpointPolicy policy = made(new BestFactory(), Map.of());
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < VALUES.length; i++) {
            reasons.add(policy.after(epoch(i + 1, VALUES[i])).reason());
            CheckpointPolicy resumed = made(new BestFactory(), Map.of());
            resumed.restore(policy.state());
            policy = resumed;
        }
        assertThat(reasons)
                .containsExactly(
                        "the average of validation/structures/dice 0.5 is better than any before",
                        "the average of validation/structures/dice 0.75 is better than 0.5 of epoch 1",
                        "the average of validation/structures/dice is undefined and is not better than 0.75 of epoch 2",
                        "the average of validation/structures/dice 0.5 is not better than 0.75 of epoch 2",
                        "the average of validation/structures/dice 0.625 is not better than 0.75 of epoch 2",
                        "the average of validation/structures/dice 0.8125 is better than 0.75 of epoch 2");
    }

    @Test
    void theBestAveragesAreKept() {
        CheckpointPolicy policy = made(new TopKFactory(), Map.of("count", 2));
        for (int i = 0; i < VALUES.length; i++) {
            policy.after(epoch(i + 1, VALUES[i]));
            CheckpointPolicy resumed = made(new TopKFactory(), Map.of("count", 2));
            resumed.restore(policy.state());
            policy = resumed;
        }
        assertThat(policy.selected()).isEqualTo("top-epoch-6");
        assertThat(policy.state()).isEqualTo(Map.of("average", 0.8125, "2", 0.75, "6", 0.8125));
    }

    @Test
    void anAverageThatDoesNotBecomeBetterEndsARun() {
        StoppingRule rule = made(new NoImprovementFactory(), Map.of("patience", 3));
        for (int i = 0; i < 4; i++) {
            assertThat(rule.reasonToStop(epoch(i + 1, VALUES[i]))).isEmpty();
        }
        StoppingRule resumed = made(new NoImprovementFactory(), Map.of("patience", 3));
        resumed.restore(rule.state());
        assertThat(resumed.reasonToStop(epoch(5, VALUES[4])))
                .contains("the average of validation/structures/dice has not become better than 0.75 for 3 epochs");
    }

    @Test
    void anAverageThatDoesNotBecomeBetterReducesTheLearningRate() {
        Schedule schedule = made(new ReduceOnPlateauFactory(), Map.of("patience", 2));
        Progress now = new Progress(1, 1, 10);
        for (int i = 0; i < VALUES.length; i++) {
            assertThat(schedule.factor(now)).isEqualTo(i < 5 ? 1.0 : 0.1);
            schedule.epochFinished(epoch(i + 1, VALUES[i]));
        }
    }

    @Test
    void withoutAShareNothingMoreIsRemembered() {
        CheckpointPolicy policy = made(new BestFactory(), Map.of("average", 0.0));
        policy.after(epoch(1, 0.5));
        policy.after(epoch(2, 0.75));
        assertThat(policy.state()).isEqualTo(Map.of("value", 0.75, "epoch", 2.0));
    }
}
