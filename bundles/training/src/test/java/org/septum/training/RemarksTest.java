// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.metric.Metric;
import org.septum.api.training.Progress;
import org.septum.api.training.ScoreWatcher;
import org.septum.training.checkpoint.BestFactory;
import org.septum.training.checkpoint.EveryNFactory;
import org.septum.training.checkpoint.EveryNStepsFactory;
import org.septum.training.checkpoint.TopKFactory;
import org.septum.training.optimizer.AdamFactory;
import org.septum.training.optimizer.SgdFactory;
import org.septum.training.schedule.ConstantFactory;
import org.septum.training.schedule.CosineFactory;
import org.septum.training.schedule.ReduceOnPlateauFactory;
import org.septum.training.schedule.StepFactory;
import org.septum.training.schedule.WarmUpFactory;
import org.septum.training.stopping.NoImprovementFactory;

/** What a run of some length never comes to, and a learning rate of nothing. */
class RemarksTest {

    private static final int STEPS = 4;
    private static final Map<String, Object> LOSS = Map.of("monitor", "validation/loss", "mode", "min");

    private static List<String> remarks(
            Factory<? extends ScoreWatcher> factory, Map<String, Object> options, int epochs) {
        long all = (long) STEPS * epochs;
        return factory.create(Arguments.of(factory.options(), options)).remarks(new Progress(all, STEPS, all));
    }

    private static Map<String, Object> warmUp(double epochs, Factory<?> then, Map<String, Object> options) {
        return Map.of("epochs", epochs, "then", schedule(then, options));
    }

    private static Component schedule(Factory<?> factory, Map<String, Object> options) {
        return Component.of(Kind.SCHEDULE, "then", factory, Arguments.of(factory.options(), options));
    }

    private static Map<String, Object> loss(String option, long value) {
        Map<String, Object> options = new HashMap<>(LOSS);
        options.put(option, value);
        return options;
    }

    @Test
    void aWarmUpThatNeverEnds() {
        WarmUpFactory factory = new WarmUpFactory();
        Map<String, Object> options = warmUp(5, new CosineFactory(), Map.of());
        assertThat(remarks(factory, options, 6)).isEmpty();
        for (int epochs : new int[] {2, 5}) {
            assertThat(remarks(factory, options, epochs))
                    .containsExactly("the warm-up rises for 5 epochs, and the run has " + epochs
                            + ": the learning rate is never reached, and what follows is never used");
        }
        assertThat(remarks(factory, warmUp(1.5, new CosineFactory(), Map.of()), 1))
                .singleElement()
                .asString()
                .startsWith("the warm-up rises for 1.5 epochs, and the run has 1:");
    }

    @Test
    void aDropThatNeverComes() {
        assertThat(remarks(new StepFactory(), Map.of("every", 3L), 4)).isEmpty();
        assertThat(remarks(new StepFactory(), Map.of("every", 3L), 3))
                .containsExactly("the learning rate drops every 3 epochs, and the run has 3 for it: it never drops");
        Map<String, Object> later = warmUp(2, new StepFactory(), Map.of("every", 3L));
        assertThat(remarks(new WarmUpFactory(), later, 6)).isEmpty();
        assertThat(remarks(new WarmUpFactory(), later, 5))
                .containsExactly("the learning rate drops every 3 epochs, and the run has 3 for it: it never drops");
    }

    @Test
    void aPatienceLongerThanTheRun() {
        assertThat(remarks(new NoImprovementFactory(), loss("patience", 3), 5)).isEmpty();
        assertThat(remarks(new NoImprovementFactory(), loss("patience", 3), 4))
                .containsExactly("its patience is 3 epochs, and the run has 4: it can never end it");
        assertThat(remarks(new ReduceOnPlateauFactory(), loss("patience", 1), 4))
                .isEmpty();
        assertThat(remarks(new ReduceOnPlateauFactory(), loss("patience", 1), 3))
                .containsExactly("its patience is 1 epoch, and the run has 3: it can never reduce the learning rate");
        Map<String, Object> nested = warmUp(2, new ReduceOnPlateauFactory(), loss("patience", 1));
        assertThat(remarks(new WarmUpFactory(), nested, 4)).isEmpty();
    }

    @Test
    void checkpointsThatAreNeverSaved() {
        assertThat(remarks(new EveryNFactory(), Map.of("epochs", 2L), 2)).isEmpty();
        assertThat(remarks(new EveryNFactory(), Map.of("epochs", 3L), 2))
                .containsExactly("it saves every 3 epochs, and the run has 2: it never saves");
        assertThat(remarks(new EveryNStepsFactory(), Map.of("steps", 8L), 2)).isEmpty();
        assertThat(remarks(new EveryNStepsFactory(), Map.of("steps", 9L), 2))
                .containsExactly("it saves every 9 steps, and the run has 8: it never saves");
    }

    @Test
    void aLearningRateOfNothing() {
        Map<String, Object> constant = Map.of("schedule", schedule(new ConstantFactory(), Map.of()));
        for (double rate : new double[] {0, 1e-60}) {
            Map<String, Object> options = new HashMap<>(constant);
            options.put("learning-rate", rate);
            assertThat(remarks(new SgdFactory(), options, 2))
                    .containsExactly(
                            rate == 0
                                    ? "the learning rate is 0: nothing is learned"
                                    : "the learning rate is 1.0E-60, which is 0 for numbers of 32 bits: nothing is learned");
        }
        assertThat(remarks(new AdamFactory(), constant, 2)).isEmpty();
    }

    @Test
    void everyWatcherSaysWhichWayIsBetter() {
        Map<String, Object> count = new HashMap<>(loss("count", 1));
        assertThat(better(new BestFactory(), LOSS)).containsEntry("validation/loss", Metric.Direction.LOWER);
        assertThat(better(new TopKFactory(), count)).containsEntry("validation/loss", Metric.Direction.LOWER);
        assertThat(better(new NoImprovementFactory(), LOSS)).containsEntry("validation/loss", Metric.Direction.LOWER);
        Map<String, Object> highest = Map.of("monitor", "validation/a/dice", "mode", "max");
        assertThat(better(new WarmUpFactory(), warmUp(1, new ReduceOnPlateauFactory(), highest)))
                .containsEntry("validation/a/dice", Metric.Direction.HIGHER);
    }

    private static Map<String, Metric.Direction> better(
            Factory<? extends ScoreWatcher> factory, Map<String, Object> options) {
        return factory.create(Arguments.of(factory.options(), options)).better();
    }
}
