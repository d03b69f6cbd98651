// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.data.Grid;
import org.septum.api.data.LabelMap;
import org.septum.augmentations.CropFactory;
import org.septum.augmentations.FlipHorizontalFactory;
import org.septum.engine.Samples;
import org.septum.engine.SmallTraining;
import org.septum.engine.TiledExperiment;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;

/** When there are tiles, and what is said where they or crops are missing. */
class TilingTest {

    private static final Component CROP = SmallTraining.made(Kind.AUGMENTATION, new CropFactory(), Map.of());
    private static final Component FLIP = SmallTraining.made(Kind.AUGMENTATION, new FlipHorizontalFactory(), Map.of());

    /** The label a lies outside the middle, in three volumes of a slice each. */
    private static TiledExperiment experiment(String tiles, boolean crops) {
        Samples data = Samples.of(List.of("background", "a"), 2, 6);
        for (int volume = 0; volume < 3; volume++) {
            data.add("p" + volume, "v", 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1);
        }
        TiledExperiment experiment = new TiledExperiment(data, 2, 2);
        experiment.evaluation.put("tiles", tiles);
        experiment.augmentations = crops ? List.of(FLIP, CROP) : List.of(FLIP);
        return experiment;
    }

    @ParameterizedTest
    @CsvSource({
        "auto, true, true",
        "auto, false, false",
        "always, false, true",
        "always, true, true",
        "never, true, false",
        "never, false, false"
    })
    void autoIsWhereTheTrainingCrops(String tiles, boolean crops, boolean on) {
        assertThat(Tiling.of(experiment(tiles, crops).experiment()).on()).isEqualTo(on);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auto   | true  | ",
                "always | true  | ",
                "always | false | it is predicted in tiles, but not learned, for the training shows the middle of images alone",
                "never  | true  | the training shows it in random parts of images, but it is not predicted",
                "never  | false | it is neither learned nor predicted",
                "auto   | false | it is neither learned nor predicted"
            })
    void aWarningTellsWhatBecomesOfWhatLiesOutside(String tiles, boolean crops, String consequence) {
        try (Setup setup = Setup.of(experiment(tiles, crops).experiment(), new PlanningGraphCompiler())) {
            List<String> about = setup.warnings().stream()
                    .filter(warning -> warning.contains("network's grid"))
                    .toList();
            if (consequence == null) {
                assertThat(about).isEmpty();
                assertThat(setup.facts()).isEmpty();
            } else {
                assertThat(about).hasSize(1);
                assertThat(about.get(0))
                        .contains("a 100 % of its pixels, in 3 of 3 cases")
                        .contains("; " + consequence);
            }
        }
    }

    /** A part of a grid lies where the same pixels of the grid lie. */
    @ParameterizedTest
    @CsvSource({"10, 7, 4, 4, 1", "9, 13, 4, 5, 1", "31, 30, 8, 8, 1.3", "5, 50, 8, 8, 0.7"})
    void partsLieOnTheWhole(int height, int width, int gridHeight, int gridWidth, double pitch) {
        GridPlacement grid = GridPlacement.of(
                (h, w, spacing, gh, gw) -> new Grid.Pitch(pitch, pitch),
                Samples.info("a", "a", "a", 0),
                height,
                width,
                gridHeight,
                gridWidth);
        GridPlacement extent = grid.covering();
        assertThat(extent.gridHeight()).isEqualTo(Math.max(gridHeight, (int) Math.ceil(height / pitch)));
        VolumeCut cut = VolumeCut.none("v", 1);
        cut.add(extent);
        assertThat(cut.outside()[0]).isZero();
        assertThat(cut.pixels()[0]).isEqualTo((long) height * width);
        GridPlacement last =
                extent.part(extent.gridHeight() - gridHeight, extent.gridWidth() - gridWidth, gridHeight, gridWidth);
        double bottom = (gridHeight - 1) / 2.0;
        double right = (gridWidth - 1) / 2.0;
        assertThat(last.toImageRow(bottom)).isCloseTo(extent.toImageRow((extent.gridHeight() - 1) / 2.0), within(1e-9));
        assertThat(last.toImageColumn(right))
                .isCloseTo(extent.toImageColumn((extent.gridWidth() - 1) / 2.0), within(1e-9));
    }

    @Test
    void anImageThatTheGridCoversHasNoOtherExtent() {
        GridPlacement grid = GridPlacement.identity(8, 6);
        assertThat(grid.covering()).isSameAs(grid);
        assertThat(grid.on(grid)).isEqualTo(grid);
    }

    /** Counted by the placement as by the pixels of a label map. */
    @ParameterizedTest
    @CsvSource({"10, 7, 4, 4, 1", "9, 13, 4, 5, 1.5", "3, 3, 8, 8, 1"})
    void uniformSlicesAreCountedAtOnce(int height, int width, int gridHeight, int gridWidth, double pitch) {
        GridPlacement grid = GridPlacement.of(
                (h, w, spacing, gh, gw) -> new Grid.Pitch(pitch, pitch),
                Samples.info("a", "a", "a", 0),
                height,
                width,
                gridHeight,
                gridWidth);
        VolumeCut atOnce = VolumeCut.none("v", 1);
        VolumeCut byPixel = VolumeCut.none("v", 1);
        atOnce.add(grid);
        byPixel.add(new LabelMap(height, width, new int[height * width]), grid);
        assertThat(atOnce.outside()).containsExactly(byPixel.outside());
        assertThat(atOnce.pixels()).containsExactly(byPixel.pixels());
    }
}
