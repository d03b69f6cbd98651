// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.metric.Metric;
import org.septum.api.metric.Score;
import org.septum.metrics.Slices;

class PixelAccuracyFactoryTest {

    @Test
    void countsEveryPixelOfACaseOnce() {
        PixelAccuracyFactory factory = new PixelAccuracyFactory();
        Metric metric = factory.create(Arguments.of(factory.options(), Map.of("unit", "volume")));
        Metric.Accumulator accumulator = metric.start(List.of("background", "rv", "lv"));
        accumulator.add(Slices.slice(new int[] {0, 1, 2, 2}, new int[] {0, 2, 2, 2}, 2, 2));
        accumulator.add(Slices.slice(new int[] {0, 0}, new int[] {1, 0}, 1, 2));
        assertThat(accumulator.scores()).containsExactly(Map.entry("all", Score.of(4 / 6.0)));
        assertThat(metric.direction()).isEqualTo(Metric.Direction.HIGHER);
    }
}
