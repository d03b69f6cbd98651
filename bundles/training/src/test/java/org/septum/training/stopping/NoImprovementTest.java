// SPDX-License-Identifier: Apache-2.0
package org.septum.training.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.septum.training.CheckpointPolicyTest.epoch;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.training.StoppingRule;

class NoImprovementTest {

    private static StoppingRule rule(double minimumChange) {
        NoImprovementFactory factory = new NoImprovementFactory();
        return factory.create(Arguments.of(
                factory.options(),
                Map.of("monitor", "validation/loss", "mode", "min", "patience", 2, "minimum-change", minimumChange)));
    }

    @Test
    void stopsWhenNothingBecomesBetterForTooLong() {
        StoppingRule rule = rule(0);
        assertThat(rule.reasonToStop(epoch(1, 0.5))).isEmpty();
        assertThat(rule.reasonToStop(epoch(2, 0.6))).isEmpty();
        assertThat(rule.reasonToStop(epoch(3, 0.4))).isEmpty();
        assertThat(rule.reasonToStop(epoch(4, Double.NaN))).isEmpty();

        StoppingRule resumed = rule(0);
        resumed.restore(rule.state());
        assertThat(resumed.reasonToStop(epoch(5, 0.4)))
                .contains("validation/loss has not become better than 0.4 for 2 epochs");
    }

    @Test
    void wantsMoreThanTheMinimumChange() {
        StoppingRule rule = rule(0.125);
        assertThat(rule.reasonToStop(epoch(1, 0.5))).isEmpty();
        assertThat(rule.reasonToStop(epoch(2, 0.45))).isEmpty();
        assertThat(rule.reasonToStop(epoch(3, 0.3))).isEmpty();
        assertThat(rule.reasonToStop(epoch(4, 0.25))).isEmpty();
        assertThat(rule.reasonToStop(epoch(5, 0.2))).isPresent();
    }
}
