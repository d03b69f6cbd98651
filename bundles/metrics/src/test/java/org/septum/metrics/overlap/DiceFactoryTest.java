// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.metric.Metric;
import org.septum.api.metric.Score;
import org.septum.metrics.MonaiCase;
import org.septum.metrics.Slices;

class DiceFactoryTest {

    private static final List<String> CLASSES = List.of("background", "rv", "myocardium", "lv");

    private static Metric dice(Map<String, ?> options) {
        DiceFactory factory = new DiceFactory();
        return factory.create(Arguments.of(factory.options(), options));
    }

    private static Map<String, Double> scores(Map<String, ?> options, int[] truth, int[] prediction) {
        Metric.Accumulator accumulator = dice(options).start(CLASSES);
        accumulator.add(Slices.slice(truth, prediction, 1, truth.length));
        Map<String, Double> values = new HashMap<>();
        accumulator.scores().forEach((name, score) -> values.put(name, score.value()));
        return values;
    }

    @Test
    void agreesWithMonai() {
        MonaiCase.check(new DiceFactory(), Map.of(), MonaiCase.Column.DICE, 1e-12);
    }

    /** Truth and prediction share 1 of 1 + 2 pixels of rv, 2 of 3 + 2 of myocardium; only the prediction has lv. */
    @Test
    void scoresEachForegroundClass() {
        int[] truth = {0, 0, 1, 2, 2, 2};
        int[] prediction = {1, 0, 1, 2, 2, 3};
        assertThat(scores(Map.of(), truth, prediction))
                .containsExactlyInAnyOrderEntriesOf(Map.of("rv", 2 / 3.0, "myocardium", 4 / 5.0, "lv", 0.0));
        assertThat(scores(Map.of("include-background", true), truth, prediction))
                .containsEntry("background", 2 / 3.0)
                .hasSize(4);
    }

    @Test
    void aClassThatNeitherHasIsUndefinedOneOrZero() {
        int[] empty = {0, 0, 1};
        assertThat(scores(Map.of(), empty, empty).get("lv")).isNaN();
        assertThat(scores(Map.of("empty", "one"), empty, empty).get("lv")).isEqualTo(1);
        assertThat(scores(Map.of("empty", "zero"), empty, empty).get("lv")).isEqualTo(0);
        assertThat(scores(Map.of("empty", "one"), empty, new int[] {3, 0, 1}).get("lv"))
                .isEqualTo(0);
        assertThat(dice(Map.of("empty", "one")).emptyRule())
                .isEqualTo("1 where truth and prediction are both empty; 0 where only one of them is empty");
    }

    @Test
    void pixelsAreCountedOverAllSlicesOfACase() {
        Metric.Accumulator accumulator = dice(Map.of("unit", "patient")).start(List.of("background", "lv"));
        accumulator.add(Slices.slice(new int[] {1, 1, 1, 1}, new int[] {1, 1, 1, 1}, 2, 2));
        accumulator.add(Slices.slice(new int[] {0, 0, 0, 1}, new int[] {1, 0, 0, 0}, 2, 2));
        assertThat(accumulator.scores()).containsEntry("lv", Score.of(0.8));
        assertThat(dice(Map.of("unit", "patient")).unit()).isEqualTo(Metric.Unit.PATIENT);
        assertThat(dice(Map.of("unit", "slice")).unit()).isEqualTo(Metric.Unit.SLICE);
    }
}
