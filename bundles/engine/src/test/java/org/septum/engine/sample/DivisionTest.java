// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;
import org.septum.engine.MadeData;
import org.septum.engine.TestExperiment;

class DivisionTest {

    /** Keeps what it drew. */
    private record Drawing(OptionalLong seed, List<Long> drawn) implements Split {
        @Override
        public Partition divide(List<SampleInfo> samples, RandomGenerator random) {
            drawn.add(random.nextLong());
            return new Partition(samples, List.of(), List.of());
        }
    }

    private static long drawn(OptionalLong seed) {
        Drawing split = new Drawing(seed, new ArrayList<>());
        MadeData data = MadeData.volumes(2);
        Division.of(new TestExperiment(data, split, 2, 2, false, List.of()).experiment(), data.samples());
        return split.drawn().get(0);
    }

    @Test
    void drawsFromTheSplitsOwnSeedAsFromTheExperimentsOfTheSameNumber() {
        // The experiment's seed is 1.
        assertThat(drawn(OptionalLong.of(1))).isEqualTo(drawn(OptionalLong.empty()));
        assertThat(drawn(OptionalLong.of(7))).isNotEqualTo(drawn(OptionalLong.empty()));
    }
}
