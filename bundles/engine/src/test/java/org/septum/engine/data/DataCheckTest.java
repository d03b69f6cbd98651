// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.septum.api.Location;
import org.septum.api.UserError;
import org.septum.api.data.Grid;
import org.septum.api.experiment.Experiment;
import org.septum.engine.Samples;
import org.septum.engine.TestExperiment;
import org.septum.engine.geometry.Interpolation;
import org.septum.engine.geometry.VolumeGeometry;
import org.septum.engine.sample.NativeSamples;
import org.septum.engine.sample.Preparation;
import org.septum.engine.sample.Randomness;
import org.septum.engine.sample.Scalings;
import org.septum.engine.sample.SliceContext;

/** What a grid cannot be laid on is told of all volumes at once. */
class DataCheckTest {

    private final TestExperiment made = new TestExperiment(null, null, 2, 2, false, List.of());

    private final List<String> progress = new ArrayList<>();

    private static final Grid NEEDS_A_SPACING = (height, width, spacing, gridHeight, gridWidth) -> {
        throw new UserError(new Location("a.yaml", 9, 3), "resample needs the image's spacing");
    };

    private Samples samples(int patients) {
        Samples samples = Samples.of(List.of("background", "a"), 2, 2);
        for (int patient = 0; patient < patients; patient++) {
            samples.add("p" + patient, "v", 0, 1, 0, 1).add("p" + patient, "v", 0, 1, 0, 1);
        }
        return samples;
    }

    private DataCheck.Result check(Samples samples, Grid grid) {
        Experiment experiment = new TestExperiment(samples, null, 2, 2, false, List.of()).experiment();
        Preparation preparation = new Preparation(
                NativeSamples.of(experiment, samples, Scalings.of(experiment.data(), samples)),
                new SliceContext(0, 1),
                grid,
                Interpolation.LINEAR,
                new Randomness(1),
                List.of(),
                2,
                2);
        return DataCheck.of(
                preparation,
                samples.samples(),
                made.experiment().data().dataset(),
                samples.labels(),
                (loaded, all) -> progress.add(loaded + " of " + all));
    }

    @Test
    void namesTheVolumesThatTheGridCannotTake() {
        assertThatThrownBy(() -> check(samples(3), NEEDS_A_SPACING))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage(
                        "a.yaml:9:3: resample needs the image's spacing\n  so with 3 of 3 volumes: p0/v, p1/v, p2/v");
        assertThatThrownBy(() -> check(samples(12), NEEDS_A_SPACING))
                .hasMessageEndingWith(
                        "\n  so with 12 of 12 volumes: p0/v, p1/v, p2/v, p3/v, p4/v, p5/v, p6/v, p7/v, p8/v,"
                                + " p9/v and 2 more");
    }

    @Test
    void tellsHowTheVolumesLie() {
        assertThat(check(samples(2), (height, width, spacing, gridHeight, gridWidth) -> new Grid.Pitch(1, 1))
                        .volumes())
                .extracting(VolumeGeometry::volume)
                .containsExactly("p0/v", "p1/v");
    }

    /** A volume is told of once, however many of its slices are wrong in one way, and all of them at once. */
    @Test
    void namesTheVolumesThatCannotBeUsed() {
        Samples samples = samples(3);
        samples.maps().get(0)[0] = 7;
        samples.maps().get(4)[1] = 9;
        String first = "a.yaml:1:1: p0/v.png: sample p0/v/0: found label 7, allowed are 0 to 1";
        String count = "\n  so that 2 of 3 volumes cannot be used; 'septum data check' lists them";
        assertThatThrownBy(
                        () -> check(samples, (height, width, spacing, gridHeight, gridWidth) -> new Grid.Pitch(1, 1)))
                .isInstanceOfSatisfying(UserError.class, e -> {
                    assertThat(e).hasMessage(first + count);
                    assertThat(e.problems())
                            .containsExactly(
                                    first,
                                    "a.yaml:1:1: p2/v.png: sample p2/v/0: found label 9, allowed are 0 to 1" + count);
                });
        assertThat(progress).containsExactly("1 of 6", "2 of 6", "3 of 6", "4 of 6", "5 of 6", "6 of 6");
    }
}
