// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Affine;
import org.septum.api.data.Grid;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;

/** A model is compared, where it is used, with the spacing and the orientation that it was trained on. */
class TrainingGeometryTest {

    private static final Grid PIXEL_BY_PIXEL = (height, width, spacing, gridHeight, gridWidth) -> new Grid.Pitch(1, 1);

    private static final Grid STRETCHED = (height, width, spacing, gridHeight, gridWidth) ->
            new Grid.Pitch((double) height / gridHeight, (double) width / gridWidth);

    private static final Grid RESAMPLED = (height, width, spacing, gridHeight, gridWidth) -> new Grid.Pitch(
            1.25 / spacing.orElseThrow().row(), 1.25 / spacing.orElseThrow().column());

    /** Of 32 x 32 pixels. */
    private static VolumeGeometry volume(String name, Grid grid, int size, Spacing spacing, String axes) {
        SampleInfo info = new SampleInfo(
                name,
                name,
                name,
                0,
                Optional.ofNullable(spacing),
                Optional.ofNullable(axes).map(code -> affine(spacing, code)),
                name,
                Map.of());
        return VolumeGeometry.of(info, GridPlacement.of(grid, info, size, size, 32, 32));
    }

    private static Affine affine(Spacing spacing, String code) {
        double x = spacing.column() * (code.charAt(0) == 'R' ? 1 : -1);
        double y = spacing.row() * (code.charAt(1) == 'A' ? 1 : -1);
        return new Affine(List.of(x, 0.0, 0.0, 0.0, 0.0, y, 0.0, 0.0, 0.0, 0.0, spacing.slice(), 0.0));
    }

    private static VolumeGeometry volume(String name, double spacing, String axes) {
        return volume(name, PIXEL_BY_PIXEL, 32, new Spacing(spacing, spacing, 8), axes);
    }

    /** As a later process knows it. */
    private static TrainingGeometry trained(VolumeGeometry... volumes) {
        ObjectNode data = new ObjectMapper().createObjectNode();
        TrainingGeometry.of(List.of(volumes)).write(data);
        return TrainingGeometry.read(data);
    }

    @Test
    void recordsTheRangesAndTheUsualAxes() {
        ObjectNode data = new ObjectMapper().createObjectNode();
        TrainingGeometry.of(List.of(volume("a", 1.25, "LA"), volume("b", 1.5, "LA"), volume("c", 1.5, "RP")))
                .write(data);
        assertThat(data.path("geometry").path("spacing-mm"))
                .hasToString("{\"row\":[1.25,1.5],\"column\":[1.25,1.5]," + "\"slice\":[8.0,8.0]}");
        assertThat(data.path("geometry").path("axes").asText()).isEqualTo("LAS");
    }

    @Test
    void aSpacingFarFromThatOfTheTrainingIsAWarning() {
        TrainingGeometry trained = trained(volume("a", 1.25, null), volume("b", 1.25, null));
        assertThat(trained.warnings(List.of(volume("p", 0.3125, null), volume("q", 1.5, null)), "crop-or-pad"))
                .containsExactly(
                        "1 of 2 volumes: spacing 0.3125 x 0.3125 mm (p); the model was trained on 1.25 x 1.25 mm"
                                + " (row x column) and its grid (crop-or-pad) does not resample, so that things look up to 4 times"
                                + " as large or small as those it has seen, more than 1.5 times: resample the images, or train"
                                + " with data.grid resample");
        assertThat(trained.warnings(List.of(volume("p", 1.25 * 1.5, null), volume("q", 1.25 / 1.5, null)), "any"))
                .isEmpty();
        assertThat(trained.warnings(List.of(volume("p", 1.25 * 1.51, null)), "any"))
                .hasSize(1);
    }

    @Test
    void aRangeCountsFromItsNearerEnd() {
        TrainingGeometry trained = trained(volume("a", 1, null), volume("b", 2, null));
        assertThat(trained.warnings(List.of(volume("p", 2.9, null), volume("q", 0.7, null)), "any"))
                .isEmpty();
        assertThat(trained.warnings(List.of(volume("p", 4, null)), "any"))
                .singleElement()
                .asString()
                .contains("spacing 4 x 4 mm (p); the model was trained on 1 to 2 x 1 to 2 mm", "up to 2 times");
    }

    /** Whatever the grid is called: what counts is how large its pixels are in mm. */
    @Test
    void aGridThatResamplesIsQuiet() {
        TrainingGeometry trained = trained(volume("a", RESAMPLED, 32, new Spacing(1.5, 1.5, 8), null));
        assertThat(trained.warnings(
                        List.of(volume("p", RESAMPLED, 128, new Spacing(0.3125, 0.3125, 8), null)), "resample"))
                .isEmpty();
        TrainingGeometry stretched = trained(volume("a", STRETCHED, 32, new Spacing(1.25, 1.25, 8), null));
        Spacing fine = new Spacing(0.3125, 0.3125, 8);
        assertThat(stretched.warnings(List.of(volume("p", STRETCHED, 128, fine, null)), "resize"))
                .isEmpty();
        assertThat(stretched.warnings(List.of(volume("p", STRETCHED, 128, new Spacing(1.25, 1.25, 8), null)), "resize"))
                .singleElement()
                .asString()
                .startsWith("1 of 1 volume: pixels of the network's grid 5 x 5 mm (p); the model was trained on 1.25 x"
                        + " 1.25 mm");
    }

    @Test
    void anotherOrientationIsAWarning() {
        TrainingGeometry trained = trained(volume("a", 1, "LA"), volume("b", 1, "LA"), volume("c", 1, "RP"));
        assertThat(trained.warnings(List.of(volume("p", 1, "LA"), volume("q", 1, "RP"), volume("r", 1, null)), "any"))
                .containsExactly(
                        "the axes of 1 of 3 volumes point elsewhere than in the training's (LAS): q is RPS; images"
                                + " are not turned, so that the network sees these mirrored or turned: store them as those of the"
                                + " training are");
    }

    @Test
    void nothingIsSaidWhereOneSideTellsNothing() {
        VolumeGeometry told = volume("p", 0.3125, "RP");
        VolumeGeometry untold = volume("q", PIXEL_BY_PIXEL, 32, null, null);
        assertThat(trained(volume("a", 1.25, "LA")).warnings(List.of(untold), "any"))
                .isEmpty();
        assertThat(trained(untold).warnings(List.of(told), "any")).isEmpty();
        // A run of an older Septum.
        TrainingGeometry old = TrainingGeometry.read(new ObjectMapper().createObjectNode());
        assertThat(old.warnings(List.of(told), "any")).isEmpty();
    }

    /** A record that a hand has edited. */
    @Test
    void aRecordThatTellsOneSideOfThePixelsIsComparedByThat() throws IOException {
        TrainingGeometry half = TrainingGeometry.read(
                new ObjectMapper().readTree("{\"geometry\": {\"network-pixel-mm\": {\"row\": [1.25, 1.25]}}}"));
        assertThat(half.warnings(List.of(volume("p", 0.3125, "RP")), "any"))
                .singleElement()
                .asString()
                .contains("the model was trained on 1.25 x ? mm");
    }

    /** As in the ACDC data: unit voxels along the scanner's axes, whatever the true sizes. */
    @Test
    void aPlaceholderOfAnAffineMapTellsNoDirections() {
        SampleInfo acdc = new SampleInfo(
                "p",
                "p",
                "p",
                0,
                Optional.of(new Spacing(1.5625, 1.5625, 10)),
                Optional.of(new Affine(List.of(1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0))),
                "p",
                Map.of());
        VolumeGeometry volume = VolumeGeometry.of(acdc, GridPlacement.of(PIXEL_BY_PIXEL, acdc, 32, 32, 32, 32));
        assertThat(trained(volume("a", 1.5625, "LP")).warnings(List.of(volume), "any"))
                .isEmpty();
    }
}
