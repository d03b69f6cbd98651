// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.engine.SmallTraining;
import org.septum.engine.TestComponents;
import org.septum.engine.check.ExperimentCheck;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.training.checkpoint.BestFactory;
import org.septum.training.checkpoint.EveryNFactory;
import org.septum.training.checkpoint.TopKFactory;
import org.septum.training.schedule.ReduceOnPlateauFactory;
import org.septum.training.schedule.WarmUpFactory;

/** Rules that take the worst for the best, and parts that a run never comes to, are told before it begins. */
class RuleWarningsTest {

    private final SmallTraining training = new SmallTraining();

    private List<String> warnings() {
        try (Setup setup = ExperimentCheck.setup(training.experiment(), new PlanningGraphCompiler())) {
            return setup.warnings().stream()
                    .filter(text -> text.startsWith("checkpoint") || text.startsWith("optimizer"))
                    .toList();
        }
    }

    private void best(String monitor, String mode) {
        training.policies.clear();
        training.policies.add(SmallTraining.made(
                Kind.CHECKPOINT_POLICY, new BestFactory(), Map.of("monitor", monitor, "mode", mode)));
    }

    private static String turned(String place, String taken, String path, String real) {
        return place + " (made): it takes the " + taken + " " + path + " for the better one, but the " + real
                + " is: the worst counts as the best; turn its mode round";
    }

    @Test
    void aScoreWatchedTheWrongWay() {
        best("validation/structures/dice", "max");
        assertThat(warnings()).isEmpty();
        best("validation/loss", "min");
        assertThat(warnings()).isEmpty();

        best("validation/structures/dice", "min");
        assertThat(warnings())
                .containsExactly(turned("checkpoint[0]", "lower", "validation/structures/dice", "higher"));
        best("validation/structures/dice/lv", "min");
        assertThat(warnings())
                .containsExactly(turned("checkpoint[0]", "lower", "validation/structures/dice/lv", "higher"));
        best("validation/loss", "max");
        assertThat(warnings()).containsExactly(turned("checkpoint[0]", "higher", "validation/loss", "lower"));
        best("validation/structures/loss", "max");
        assertThat(warnings())
                .containsExactly(turned("checkpoint[0]", "higher", "validation/structures/loss", "lower"));

        training.policies.set(
                0,
                SmallTraining.made(
                        Kind.CHECKPOINT_POLICY,
                        new TopKFactory(),
                        Map.of("monitor", "train/loss", "mode", "max", "count", 1L)));
        assertThat(warnings()).containsExactly(turned("checkpoint[0]", "higher", "train/loss", "lower"));
    }

    @Test
    void aNestedScheduleIsAskedToo() {
        best("validation/loss", "min");
        Component plateau = SmallTraining.made(
                Kind.SCHEDULE,
                new ReduceOnPlateauFactory(),
                Map.of("monitor", "validation/structures/dice", "mode", "min", "patience", 0L));
        Component warmUp =
                SmallTraining.made(Kind.SCHEDULE, new WarmUpFactory(), Map.of("epochs", 1.0, "then", plateau));
        training.optimizer = new TestComponents().component(Kind.OPTIMIZER, "adam", Map.of("schedule", warmUp));
        assertThat(warnings())
                .containsExactly(turned("optimizer", "lower", "validation/structures/dice", "higher")
                        .replace("(made)", "(adam)"));
    }

    @Test
    void whatTheRunNeverComesTo() {
        training.policies.set(1, SmallTraining.made(Kind.CHECKPOINT_POLICY, new EveryNFactory(), Map.of("epochs", 3L)));
        assertThat(warnings()).isEmpty();
        training.policies.set(1, SmallTraining.made(Kind.CHECKPOINT_POLICY, new EveryNFactory(), Map.of("epochs", 4L)));
        training.optimizer = new TestComponents().component(Kind.OPTIMIZER, "adam", Map.of("learning-rate", 0.0));
        assertThat(warnings())
                .containsExactly(
                        "optimizer (adam): the learning rate is 0: nothing is learned",
                        "checkpoint[1] (made): it saves every 4 epochs, and the run has 3: it never saves");
    }
}
