// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;
import org.septum.api.metric.Score;
import org.septum.metrics.overlap.PrecisionFactory;
import org.septum.metrics.overlap.RecallFactory;

class PrecisionAndRecallTest {

    /** Of "both" 2 pixels are true, 4 predicted and 1 is shared; each other class only one of the two has. */
    private static Map<String, Score> scores(MetricFactory factory, String empty) {
        Metric metric = factory.create(Arguments.of(factory.options(), Map.of("empty", empty)));
        Metric.Accumulator accumulator = metric.start(List.of("background", "both", "true", "predicted"));
        accumulator.add(Slices.slice(new int[] {1, 1, 0, 0, 2, 0}, new int[] {1, 3, 1, 1, 1, 0}, 1, 6));
        return accumulator.scores();
    }

    @Test
    void precisionIsOfPredictedPixels() {
        assertThat(scores(new PrecisionFactory(), "skip"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("both", Score.of(0.25), "true", Score.ofEmpty(Double.NaN), "predicted", Score.of(0)));
        assertThat(scores(new PrecisionFactory(), "zero")).containsEntry("true", Score.ofEmpty(0));
    }

    @Test
    void recallIsOfTruePixels() {
        assertThat(scores(new RecallFactory(), "skip"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("both", Score.of(0.5), "true", Score.of(0), "predicted", Score.ofEmpty(Double.NaN)));
        assertThat(scores(new RecallFactory(), "one")).containsEntry("predicted", Score.ofEmpty(1));
    }
}
