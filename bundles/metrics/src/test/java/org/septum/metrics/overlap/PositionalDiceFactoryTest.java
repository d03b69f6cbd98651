// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.data.SampleInfo;
import org.septum.api.metric.Metric;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoredSlice;

class PositionalDiceFactoryTest {

    private static final int WIDTH = 10;

    /** A slice of a row in which the first pixels are of a class. */
    private record Slice(int rv, int lv, int predictedRv, int predictedLv) {

        static int[] row(int rv, int lv) {
            int[] row = new int[WIDTH];
            Arrays.fill(row, 0, rv, 1);
            Arrays.fill(row, rv, rv + lv, 2);
            return row;
        }

        ScoredSlice at(int index) {
            SampleInfo info =
                    new SampleInfo("v-" + index, "p", "v", index, Optional.empty(), Optional.empty(), "test", Map.of());
            return new ScoredSlice(info, 1, WIDTH, row(rv, lv), row(predictedRv, predictedLv));
        }
    }

    /** What is there and not predicted. */
    private static Slice missed(int lv) {
        return new Slice(0, lv, 0, 0);
    }

    private static Slice found(int lv) {
        return new Slice(0, lv, 0, lv);
    }

    private static Map<String, Score> scores(List<Slice> slices) {
        Metric.Accumulator volume = new PositionalDiceFactory()
                .create(Arguments.of(new PositionalDiceFactory().options(), Map.of()))
                .start(List.of("background", "rv", "lv"));
        for (int i = 0; i < slices.size(); i++) {
            volume.add(slices.get(i).at(i));
        }
        return volume.scores();
    }

    private static List<Slice> reversed(List<Slice> slices) {
        List<Slice> reversed = new ArrayList<>(slices);
        Collections.reverse(reversed);
        return reversed;
    }

    /**
     * Of 8 slices with a truth the base has 3, the middle 3 and the apex 2. At the base 2 of 9 + 7 + 7 pixels are missed and the
     * slice before it has 3 too many: Dice 2 * 14 / (23 + 17); the middle is perfect; at the apex 2 * 2 / (4 + 2).
     */
    @Test
    void countsThirdsOfTheSlicesWithATruthFromTheLargerEnd() {
        List<Slice> slices = List.of(
                new Slice(0, 0, 0, 3),
                missed(9),
                found(7),
                found(7),
                found(6),
                found(5),
                found(4),
                found(2),
                missed(2),
                new Slice(0, 0, 0, 0));
        for (List<Slice> order : List.of(slices, reversed(slices))) {
            Map<String, Score> scores = scores(order);
            assertThat(scores.get("lv-base").value()).isEqualTo(2 * 14 / (23.0 + 17));
            assertThat(scores.get("lv-middle").value()).isEqualTo(1);
            assertThat(scores.get("lv-apex").value()).isEqualTo(2 * 2 / (4.0 + 2));
            assertThat(scores.get("rv-base")).isEqualTo(Score.ofEmpty(Double.NaN));
            assertThat(scores.get("base").value()).isEqualTo(2 * 14 / (23.0 + 17));
        }
    }

    @Test
    void aPositionHasTheMeanOfItsClasses() {
        Slice both = new Slice(2, 4, 2, 0);
        Map<String, Score> scores = scores(List.of(both, found(3), found(2)));
        assertThat(scores.get("rv-base").value()).isEqualTo(1);
        assertThat(scores.get("lv-base").value()).isEqualTo(0);
        assertThat(scores.get("base").value()).isEqualTo(0.5);
        assertThat(scores.keySet())
                .containsExactly(
                        "rv-base", "lv-base", "base", "rv-middle", "lv-middle", "middle", "rv-apex", "lv-apex", "apex");
    }

    @Test
    void fewerThanThreeSlicesHaveNoThirds() {
        assertThat(scores(List.of(found(3), found(2))).values()).containsOnly(Score.ofEmpty(Double.NaN));
        assertThat(scores(List.of(new Slice(0, 0, 1, 1), found(0), found(0))).values())
                .containsOnly(Score.ofEmpty(Double.NaN));
    }
}
