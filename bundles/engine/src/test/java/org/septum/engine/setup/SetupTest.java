// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;
import org.septum.engine.Samples;
import org.septum.engine.SmallTraining;
import org.septum.engine.TestExperiment;
import org.septum.engine.check.ExperimentCheck;
import org.septum.graph.PlanningGraphCompiler;

/** A group in two parts makes scores too good: refused, or said aloud. */
class SetupTest {

    private final Samples data = Samples.of(List.of("background", "a"), 2, 2)
            .add("p", "v", 0, 1, 0, 1)
            .add("p", "w", 0, 1, 0, 1)
            .add("q", "v", 0, 1, 0, 1)
            .add("r", "v", 0, 1, 0, 1);

    /** Takes the first samples for training, the next for validation, and the rest for the test. */
    private record Cut(int train, int validation, boolean acceptsLeakingGroups) implements Split {
        @Override
        public Partition divide(List<SampleInfo> samples, RandomGenerator random) {
            return new Partition(
                    samples.subList(0, train),
                    samples.subList(train, train + validation),
                    samples.subList(train + validation, samples.size()));
        }
    }

    private Setup setup(Split split) {
        return Setup.of(
                new TestExperiment(data, split, 2, 2, false, List.of()).experiment(), new PlanningGraphCompiler());
    }

    @Test
    void aGroupInTwoPartsIsRefusedWhereTheSplitStands() {
        assertThatThrownBy(() -> setup(new Cut(1, 1, false)))
                .isInstanceOf(UserError.class)
                .hasMessage("a.yaml:2:1: groups leak: 1 of 3 groups have samples in more than one part (p in train and"
                        + " validation); a group must be in one part only, or its scores are too good");
        assertThatThrownBy(() -> setup(new Cut(1, 0, false)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("(p in train and test)");
    }

    @Test
    void anAcceptedLeakIsAWarning() {
        try (Setup setup = setup(new Cut(1, 1, true))) {
            assertThat(setup.warnings())
                    .contains("groups leak: 1 of 3 groups have samples in more than one part, so that validation"
                            + " and test scores are too good");
        }
    }

    /** Two volumes of one patient in one part are none. */
    @Test
    void wholeGroupsAreNoLeak() {
        for (boolean accepted : new boolean[] {false, true}) {
            try (Setup setup = setup(new Cut(2, 1, accepted))) {
                assertThat(setup.warnings()).isEmpty();
                assertThat(setup.parts().get(Part.TEST))
                        .containsExactly(data.infos().get(3));
                assertThat(setup.groups(Part.TRAIN)).isEqualTo(1);
                assertThat(setup.batches(Part.TRAIN)).isEqualTo(1);
            }
        }
    }

    @Test
    void nothingToTrainOnIsRefused() {
        assertThatThrownBy(() -> setup(new Cut(0, 2, false)))
                .isInstanceOf(UserError.class)
                .hasMessage("a.yaml:2:1: the split leaves no samples for training");
    }

    /** A run reads all samples before it trains, which may take minutes. */
    @Test
    void tellsHowManySamplesAreRead() {
        List<Integer> told = new ArrayList<>();
        try (Setup setup = ExperimentCheck.setup(
                new SmallTraining().experiment(), new PlanningGraphCompiler(), (samples, all) -> told.add(samples))) {
            assertThat(told)
                    .isSorted()
                    .hasSize(setup.dataset().samples().size())
                    .endsWith(setup.dataset().samples().size());
        }
    }
}
