// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Affine;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.api.data.Split;
import org.septum.engine.Samples;
import org.septum.engine.TestExperiment;
import org.septum.engine.geometry.Orientations;
import org.septum.engine.geometry.VoxelSizes;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;

/** What stands out in how volumes are stored, and labels that are not there to learn, are said before the training. */
class DataWarningsTest {

    private static final Spacing SPACING = new Spacing(2, 1, 8);

    /** Columns of 1 mm, rows of 2 mm and slices of 8 mm along the patient's axes. */
    private static final List<Double> LAS = rows(-1, 0, 0, 0, 2, 0, 0, 0, 8);

    private static final List<Double> RPS = rows(1, 0, 0, 0, -2, 0, 0, 0, 8);

    private static List<Double> rows(double... matrix) {
        List<Double> rows = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            rows.add(matrix[i]);
            if (i % 3 == 2) {
                rows.add(-40.0);
            }
        }
        return rows;
    }

    private static SampleInfo info(String volume, Spacing spacing, List<Double> rows) {
        return new SampleInfo(
                volume + "-0",
                volume,
                volume,
                0,
                Optional.ofNullable(spacing),
                Optional.ofNullable(rows).map(Affine::new),
                volume + ".nii",
                Map.of());
    }

    private static SampleInfo info(String volume, List<Double> rows) {
        return info(volume, SPACING, rows);
    }

    @Test
    void namesTheVolumesWhoseAxesPointElsewhere() {
        Orientations orientations = Orientations.of(
                List.of(info("a", RPS), info("b", LAS), info("b", LAS), info("c", LAS), info("d", null)));
        assertThat(orientations.most()).isEqualTo("LAS");
        assertThat(orientations.odd()).containsExactly(Map.entry("a", "RPS"));
        assertThat(orientations.warning())
                .contains(
                        "the axes of 1 of 3 volumes point elsewhere than in the others (LAS): a is RPS; images are not"
                                + " turned, so that the network sees these mirrored or turned: store all volumes in one"
                                + " orientation");
        assertThat(Orientations.of(List.of(info("b", LAS), info("c", LAS))).warning())
                .isEmpty();
        assertThat(Orientations.of(List.of(info("d", null))).most()).isEmpty();
    }

    @Test
    void aSagittalVolumeIsNamedByItsAxes() {
        // Columns towards the back, rows towards the feet, slices towards the left.
        SampleInfo sagittal = info("s", rows(0, 0, -8, -1, 0, 0, 0, -2, 0));
        assertThat(Orientations.of(List.of(info("a", LAS), info("b", LAS), sagittal))
                        .odd())
                .containsExactly(Map.entry("s", "PIL"));
    }

    /** Hearts lie obliquely: two that differ by a few degrees may have other letters and are stored alike. */
    @Test
    void obliqueVolumesOfOneKindAreAlike() {
        double less = Math.toRadians(43);
        double more = Math.toRadians(47);
        SampleInfo one = info("a", turned(less));
        SampleInfo other = info("b", turned(more));
        Orientations orientations = Orientations.of(List.of(one, other));
        assertThat(orientations.codes()).containsExactly(Map.entry("a", "RAS"), Map.entry("b", "ALS"));
        assertThat(orientations.odd()).isEmpty();
    }

    private static List<Double> turned(double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return rows(cos, -2 * sin, 0, sin, 2 * cos, 0, 0, 0, 8);
    }

    @Test
    void namesBothSizesWhereTheFilesTellTwo() {
        VoxelSizes sizes = VoxelSizes.of(List.of(
                info("a", LAS),
                info("b", new Spacing(1, 1, 1), rows(0.5, 0, 0, 0, 0.5, 0, 0, 0, 10)),
                info("c", new Spacing(2.019, 1, Double.NaN), LAS),
                info("d", null, LAS)));
        assertThat(sizes.warning())
                .contains(
                        "1 of 4 volumes tells two voxel sizes, and distances in mm, volumes in ml and resampling may be"
                                + " wrong by their ratio: b: 1 x 1 x 1 mm (pixdim), which counts, and 0.5 x 0.5 x 10 mm (affine);"
                                + " correct the files' headers");
        assertThat(VoxelSizes.of(List.of(info("a", new Spacing(2, 1, 8.1), LAS)))
                        .disagreements())
                .containsOnlyKeys("a");
    }

    /** As in the ACDC data: unit voxels along the scanner's axes, whatever the true sizes. */
    @Test
    void aPlaceholderOfAnAffineMapTellsNothing() {
        List<SampleInfo> infos = List.of(
                info("a", new Spacing(1.5625, 1.5625, 10), rows(-1, 0, 0, -0.0, -1, 0, 0, 0, 1)),
                info("b", new Spacing(1.36719, 1.36719, 5), rows(1, 0, 0, 0, 1, 0, 0, 0, 1)));
        assertThat(VoxelSizes.of(infos).warning()).isEmpty();
        assertThat(Orientations.of(infos).codes()).isEmpty();
        // Voxels of 1 mm in truth have directions.
        assertThat(Orientations.of(List.of(info("c", new Spacing(1, 1, 1), rows(-1, 0, 0, 0, -1, 0, 0, 0, 1))))
                        .most())
                .isEqualTo("LPS");
    }

    /** Headers of zeros or of what is no number. */
    @Test
    void anAffineMapWithoutAVolumeTellsNothing() {
        for (double value : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
            List<SampleInfo> infos = List.of(info("a", rows(value, 0, 0, 0, value, 0, 0, 0, value)));
            assertThat(VoxelSizes.of(infos).warning()).isEmpty();
            assertThat(Orientations.of(infos).codes()).isEmpty();
        }
    }

    private static final Samples DATA = Samples.of(List.of("background", "a", "b", "c"), 1, 2)
            .add("p", "v", 0, 1)
            .add("p", "v", 0, 0)
            .add("q", "v", 0, 2);

    /** The samples by their places go to training, the others to the test. */
    private static List<String> absent(int... training) {
        Split split = new Split() {
            @Override
            public Partition divide(List<SampleInfo> samples, RandomGenerator random) {
                List<SampleInfo> rest = new ArrayList<>(samples);
                List<SampleInfo> train = new ArrayList<>();
                for (int place : training) {
                    train.add(samples.get(place));
                }
                rest.removeAll(train);
                return new Partition(train, List.of(), rest);
            }

            @Override
            public boolean acceptsLeakingGroups() {
                return true;
            }
        };
        try (Setup setup = Setup.of(
                new TestExperiment(DATA, split, 2, 2, false, List.of()).experiment(), new PlanningGraphCompiler())) {
            return setup.warnings().stream()
                    .filter(warning ->
                            warning.startsWith("labels that occur in no") || warning.startsWith("no sample of the"))
                    .toList();
        }
    }

    @Test
    void labelsThatCannotBeLearntAreAWarning() {
        String advice = "; the network cannot learn them: check data.dataset.levels and the masks, or divide the data"
                + " otherwise";
        String undefined =
                " undefined (or that of false alarms alone), and the mean is over the other classes: divide the"
                        + " data otherwise";
        assertThat(absent(0, 1))
                .containsExactly(
                        "labels that occur in no training sample: b, c (in no sample at all)" + advice,
                        "no sample of the test part has a: its score there is" + undefined);
        assertThat(absent(0, 1, 2))
                .containsExactly("labels that occur in no training sample: c (in no sample at all)" + advice);
        // One slice of a volume is trained on, and not the one with the label.
        assertThat(absent(1, 2))
                .containsExactly(
                        "labels that occur in no training sample: a, c (in no sample at all)" + advice,
                        "no sample of the test part has b: its score there is" + undefined);
        assertThat(absent(0, 2))
                .containsExactly(
                        "labels that occur in no training sample: c (in no sample at all)" + advice,
                        "no sample of the test part has a or b: their scores there are" + undefined);
    }

    /** Of other data, none of which are trained on, every label is expected. */
    @Test
    void labelsThatOtherDataLackAreAWarning() {
        Split none = (samples, random) -> new Partition(List.of(), List.of(), samples);
        try (Setup setup = Setup.allForTest(
                new TestExperiment(DATA, none, 2, 2, false, List.of()).experiment(),
                new PlanningGraphCompiler(),
                Optional.empty())) {
            assertThat(setup.warnings().get(0))
                    .startsWith("no sample of the test part has c: its score there is undefined");
        }
    }
}
