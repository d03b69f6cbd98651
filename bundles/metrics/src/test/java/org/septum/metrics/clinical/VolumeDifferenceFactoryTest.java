// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.clinical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Spacing;
import org.septum.api.metric.Metric;
import org.septum.api.metric.Metric.Direction;
import org.septum.api.metric.Score;
import org.septum.metrics.Slices;

class VolumeDifferenceFactoryTest {

    /** A voxel of 2 x 5 x 10 mm, which is 0.1 ml. */
    private static final Optional<Spacing> SPACING = Optional.of(new Spacing(2, 5, 10));

    private static Metric metric(Map<String, ?> options) {
        VolumeDifferenceFactory factory = new VolumeDifferenceFactory();
        return factory.create(Arguments.of(factory.options(), options));
    }

    /** "rv" has 4 true and 3 predicted voxels in two slices, "new" only predicted ones, "none" no voxel. */
    private static Map<String, Score> scores(Map<String, ?> options) {
        Metric.Accumulator accumulator = metric(options).start(List.of("background", "rv", "new", "none"));
        accumulator.add(Slices.slice(new int[] {1, 1, 1, 0}, new int[] {1, 0, 0, 0}, 1, 4, SPACING));
        accumulator.add(Slices.slice(new int[] {1, 0, 0, 0}, new int[] {1, 1, 2, 2}, 2, 2, SPACING));
        return accumulator.scores();
    }

    @Test
    void isInMillilitresOrPercent() {
        assertThat(scores(Map.of()).get("rv").value()).isCloseTo(0.1, within(1e-12));
        assertThat(scores(Map.of("signed", true)).get("rv").value()).isCloseTo(-0.1, within(1e-12));
        assertThat(scores(Map.of("relative", true)).get("rv").value()).isCloseTo(25, within(1e-12));
        assertThat(scores(Map.of("relative", true, "signed", true)).get("rv").value())
                .isCloseTo(-25, within(1e-12));
    }

    @Test
    void emptyMasks() {
        assertThat(scores(Map.of()).get("new").value()).isCloseTo(0.2, within(1e-12));
        assertThat(scores(Map.of("relative", true))).containsEntry("new", Score.ofEmpty(Double.NaN));
        assertThat(scores(Map.of())).containsEntry("none", Score.ofEmpty(Double.NaN));
        assertThat(scores(Map.of("empty", "zero"))).containsEntry("none", Score.ofEmpty(0));
    }

    @Test
    void onlySignedDifferencesAreSummedUp() {
        assertThat(metric(Map.of()).direction()).isEqualTo(Direction.LOWER);
        assertThat(metric(Map.of()).summarize("rv", List.of(1.0, 3.0))).isEmpty();
        assertThat(metric(Map.of("signed", true)).direction()).isEqualTo(Direction.ZERO);
        assertThat(metric(Map.of("signed", true)).summarize("rv", List.of(1.0, 3.0)))
                .containsEntry("bias", 2.0);
    }

    @Test
    void unknownSpacingIsRefused() {
        Metric.Accumulator accumulator = metric(Map.of()).start(List.of("background", "rv"));
        assertThatThrownBy(() -> accumulator.add(Slices.slice(new int[] {1}, new int[] {1}, 1, 1)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("spacing of 'v-0' (test) is not known");
    }
}
