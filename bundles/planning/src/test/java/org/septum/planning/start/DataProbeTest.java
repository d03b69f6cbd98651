// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Dataset;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;

/** What is read off a few cases before anything is decided. */
class DataProbeTest {

    private static final int SIDE = 10;

    /** One picture of 10 x 10 pixels: six of an organ around the middle, and a frame that nobody has judged. */
    private record Framed(Set<String> ignored) implements Dataset {

        @Override
        public List<String> labels() {
            return List.of("background", "organ", "unsure");
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public List<SampleInfo> samples() {
            return List.of(new SampleInfo("a", "a", "a", 0, Optional.empty(), Optional.empty(), "a.png", Map.of()));
        }

        @Override
        public Sample load(SampleInfo info) {
            int[] labels = new int[SIDE * SIDE];
            for (int at = 0; at < labels.length; at++) {
                int row = at / SIDE;
                int column = at % SIDE;
                boolean frame = Math.min(row, column) == 0 || Math.max(row, column) == SIDE - 1;
                boolean organ = row >= 4 && row < 6 && column >= 4 && column < 7;
                labels[at] = frame ? 2 : organ ? 1 : 0;
            }
            float[] values = new float[SIDE * SIDE];
            Arrays.fill(values, 3);
            return new Sample(info, new Image(1, SIDE, SIDE, values), new LabelMap(SIDE, SIDE, labels));
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static DataProbe probe(String... ignored) {
        Dataset dataset = new Framed(Set.of(ignored));
        return DataProbe.of(dataset, dataset.samples());
    }

    /** The frame has 36 pixels and reaches to the image's edge; the organ two columns to the right of its middle. */
    @Test
    void pixelsThatNobodyHasJudgedAreNoForeground() {
        assertThat(probe().middleForeground()).isEqualTo(36 + 6);
        assertThat(probe().reaches()).extracting(DataProbe.Reach::columns).containsExactly(5.0);
        assertThat(probe("unsure").middleForeground()).isEqualTo(6);
        assertThat(probe("unsure").reaches())
                .extracting(DataProbe.Reach::rows, DataProbe.Reach::columns)
                .containsExactly(tuple(1.0, 2.0));
    }
}
