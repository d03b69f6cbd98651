// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.api.data.Split;
import org.septum.engine.Samples;
import org.septum.engine.TestExperiment;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;

/** What a metric in mm cannot measure is found before the training, in every part that is scored. */
class ScorableSamplesTest {

    /** Two for training, one for validation, two for the test. */
    private static final Split SPLIT =
            (samples, random) -> new Partition(samples.subList(0, 2), samples.subList(2, 3), samples.subList(3, 5));

    private static Setup setup(Set<Integer> withoutSpacing, List<String> metrics) {
        Samples data = Samples.of(List.of("background", "a"), 2, 2);
        for (int i = 0; i < 5; i++) {
            data.add("p" + i, "v", 0, 1, 0, 1);
            SampleInfo info = data.infos().get(i);
            Optional<Spacing> spacing =
                    withoutSpacing.contains(i) ? Optional.empty() : Optional.of(new Spacing(1, 1, 8));
            data.infos()
                    .set(
                            i,
                            new SampleInfo(
                                    info.id(),
                                    info.group(),
                                    info.volume(),
                                    0,
                                    spacing,
                                    Optional.empty(),
                                    info.source(),
                                    info.attributes()));
        }
        return Setup.of(
                new TestExperiment(data, SPLIT, 2, 2, false, metrics).experiment(), new PlanningGraphCompiler());
    }

    @Test
    void namesAllVolumesOfValidationAndTestWithoutASpacing() {
        assertThatThrownBy(() -> setup(Set.of(2, 4), List.of("hausdorff-95")))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.problems()).hasSize(2))
                .hasMessageStartingWith("the spacing of 'p2/v/0' (p2/v.png) is not known")
                .hasMessageEndingWith("\n  2 volumes cannot be scored: p2/v, p4/v");
        assertThatThrownBy(() -> setup(Set.of(3), List.of("hausdorff-95")))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the spacing of 'p3/v/0' (p3/v.png) is not known")
                .hasMessageNotContaining("volumes cannot be scored");
    }

    /** Nothing is measured in what is trained on, and Dice needs no millimetres. */
    @Test
    void asksOnlyForWhatIsNeeded() {
        setup(Set.of(1), List.of("hausdorff-95")).close();
        setup(Set.of(0, 1, 2, 3, 4), List.of("dice")).close();
    }
}
