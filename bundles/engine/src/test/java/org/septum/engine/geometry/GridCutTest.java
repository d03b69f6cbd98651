// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Grid;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;
import org.septum.engine.Samples;
import org.septum.engine.TestExperiment;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;

/** Foreground that the network's grid does not reach is counted, and said aloud where it is more than next to nothing. */
class GridCutTest {

    private static final Split ALL_TRAIN = (samples, random) -> new Partition(samples, List.of(), List.of());
    private static final SampleInfo INFO = Samples.info("v/0", "v", "v", 0);

    private static GridPlacement placement(double pitch, int image, int grid) {
        Grid fixed = (height, width, spacing, gridHeight, gridWidth) -> new Grid.Pitch(pitch, pitch);
        return GridPlacement.of(fixed, INFO, image, image, grid, grid);
    }

    private static VolumeCut cut(int image, GridPlacement placement) {
        VolumeCut cut = VolumeCut.none("v", 2);
        int[] labels = new int[image * image];
        Arrays.fill(labels, 1);
        cut.add(new LabelMap(image, image, labels), placement);
        return cut;
    }

    @Test
    void countsThePixelsWhoseCentresAreBeyondTheGrid() {
        // A third of each side: 1 - 1/9 of all pixels.
        assertThat(cut(96, placement(1, 96, 32)).outside()[1]).isEqualTo(96 * 96 - 32 * 32);
        // Stretched over the whole image, whatever the rounding, and padded: nothing.
        for (int image = 1; image < 60; image++) {
            assertThat(cut(image, placement(image / 7.0, image, 7)).outside()[1])
                    .as("size " + image)
                    .isZero();
            assertThat(cut(image, placement(1, image, 60)).outside()[1]).isZero();
        }
        // An odd difference: one row and column.
        assertThat(cut(9, placement(1, 9, 8)).outside()[1]).isEqualTo(9 * 9 - 8 * 8);
        // Twice the image's pixels: 4 grid pixels reach over 8 of the image's.
        assertThat(cut(10, placement(2, 10, 4)).outside()[1]).isEqualTo(10 * 10 - 8 * 8);
    }

    @Test
    void countsWhatThePreparationLosesOfTheLabels() {
        // The resampled labels hold exactly what lies inside, where pixels are neither doubled nor left out.
        Samples data = Samples.of(List.of("background", "a"), 2, 4).add("p", "v", 1, 1, 0, 1, 1, 0, 1, 1);
        try (Setup setup = setup(data, 2, 2)) {
            int[] labels =
                    setup.evaluating().prepare(data.infos().get(0), 0).labels().values();
            VolumeCut cut = setup.gridCut().cases().get(0);
            assertThat(cut.pixels()[1] - cut.outside()[1])
                    .isEqualTo(Arrays.stream(labels).sum());
        }
    }

    private static Setup setup(Samples data, int height, int width) {
        return Setup.of(
                new TestExperiment(data, ALL_TRAIN, height, width, false, List.of()).experiment(),
                new PlanningGraphCompiler());
    }

    @Test
    void aWarningTellsHowMuchOfEachLabelInHowManyCases() {
        Samples data = Samples.of(List.of("background", "a", "b"), 2, 4)
                .add("p", "v", 1, 1, 0, 2, 1, 0, 1, 0)
                .add("q", "v", 0, 1, 1, 0, 0, 0, 1, 0);
        try (Setup setup = setup(data, 2, 2)) {
            assertThat(setup.warnings().get(0))
                    .startsWith("foreground lies outside the network's grid of 2 x 2 pixels: a 29 % of its pixels, in 1"
                            + " of 2 cases (p/v); b 100 % of its pixels, in 1 of 1 case (p/v); it is neither learned");
            assertThat(setup.facts()).isEmpty();
        }
        try (Setup setup = setup(data, 2, 4)) {
            assertThat(setup.warnings()).noneMatch(warning -> warning.contains("grid"));
            assertThat(setup.facts()).isEmpty();
        }
    }

    /** A 200 x 300 picture on a grid of 96 x 112: 1 - 96 * 112 / 60000 = 82 % of its pixels. */
    @Test
    void whatTheGridDoesNotReachOfNewImagesIsSaid() {
        VolumeCut fits = new VolumeCut("fits.png", new long[] {10_752}, new long[] {0});
        VolumeCut large = new VolumeCut("large.png", new long[] {60_000}, new long[] {49_248});
        VolumeCut wide = new VolumeCut("wide.png", new long[] {20_000}, new long[] {9_248});
        String advice =
                "; what lies outside of it is background in the mask: train with a larger data.size, or with another"
                        + " data.grid (resize, or resample with a larger spacing), or on random parts of images (the"
                        + " augmentation crop), which has them predicted in tiles";
        assertThat(GridCut.uncovered(List.of(fits), 96, 112)).isEmpty();
        assertThat(GridCut.uncovered(List.of(large), 96, 112))
                .contains("1 of 1 image is larger than the network's grid of 96 x 112 pixels: 82 % of all pixels lie"
                        + " outside, 82 % of large.png" + advice);
        assertThat(GridCut.uncovered(List.of(wide, fits, large), 96, 112))
                .contains("2 of 3 images are larger than the network's grid of 96 x 112 pixels: 64 % of all pixels lie"
                        + " outside, at worst 82 % of large.png" + advice);
    }

    @Test
    void nextToNothingIsAFactAndNoWarning() {
        VolumeCut most = new VolumeCut("v0", new long[] {0, 100_000}, new long[] {0, 0});
        GridCut little = new GridCut(
                List.of("background", "a"),
                List.of(most, new VolumeCut("v1", new long[] {0, 100}, new long[] {0, 5})),
                8,
                8);
        assertThat(little.warning()).isEmpty();
        assertThat(little.fact()).contains("a less than 0.1 % of its pixels, in 1 of 2 cases (v1)");
        // One case that loses more than a twentieth, and a label that loses more than a hundredth.
        GridCut oneCase = new GridCut(
                List.of("background", "a"),
                List.of(most, new VolumeCut("v1", new long[] {0, 100}, new long[] {0, 6})),
                8,
                8);
        assertThat(oneCase.warning()).isPresent();
        GridCut all = new GridCut(
                List.of("background", "a"),
                List.of(
                        new VolumeCut("v0", new long[] {9, 100}, new long[] {9, 2}),
                        new VolumeCut("v1", new long[] {9, 100}, new long[] {9, 3})),
                8,
                8);
        assertThat(all.warning())
                .hasValueSatisfying(text ->
                        assertThat(text).contains("a 2.5 % of its pixels, in 2 of 2 cases, at worst 3.0 % (v1)"));
        assertThat(new GridCut(List.of("background", "a"), List.of(most), 8, 8).fact())
                .isEmpty();
    }
}
