// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;

/**
 * Labels lie on their image in space, not in the order of the file: an image of 3 columns, 2 rows and 2 slices of 1.5 x 1.25
 * x 8 mm, with the intensities 0 to 11 in their order, and labels that tell by their level on which intensity they belong.
 */
class LabelAlignmentTest {

    private static final String TURNED = "1 file: labels turned to lie on their image, as both headers say (a_seg.nii)";

    @TempDir
    private Path root;

    private static NiftiBytes image() {
        return NiftiBytes.bytes(3, 2, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
                .rows(-1.5, 0, 0, 40, 0, -1.25, 0, 30, 0, 0, 8, -20);
    }

    private Dataset dataset(NiftiBytes image, NiftiBytes labels) {
        image.write(root.resolve("a.nii"));
        labels.write(root.resolve("a_seg.nii"));
        Map<String, Object> levels = new LinkedHashMap<>();
        for (int level = 0; level < 12; level++) {
            levels.put("l" + level, level);
        }
        NiftiDatasetFactory factory = new NiftiDatasetFactory();
        return factory.create(Arguments.of(
                factory.options(),
                Map.of(
                        "root",
                        root.toString(),
                        "images",
                        "{id}.nii",
                        "labels",
                        "{id}_seg.nii",
                        "levels",
                        levels,
                        "containing",
                        List.of("l0", "l11"))));
    }

    private void fit(Dataset dataset, String... notes) {
        assertThat(dataset.samples()).hasSize(2).allSatisfy(info -> {
            int first = 6 * info.slice();
            assertThat(dataset.load(info).labels().values())
                    .containsExactly(first, first + 1, first + 2, first + 3, first + 4, first + 5);
        });
        assertThat(dataset.notes()).startsWith("1 image with its label file, taken");
        assertThat(dataset.notes().subList(1, dataset.notes().size())).containsExactly(notes);
    }

    @Test
    void takesLabelsThatLieAsTheImageDoes() {
        fit(dataset(image(), image()));
        // Within a tenth of the smallest edge, 0.125 mm.
        fit(dataset(image(), image().rows(-1.5, 0, 0, 40.06, 0, -1.25, 0, 30.06, 0, 0, 8, -20.06)));
    }

    @Test
    void turnsLabelsThatRunTheOtherWay() {
        fit(
                dataset(
                        image(),
                        NiftiBytes.bytes(3, 2, 2, 2, 1, 0, 5, 4, 3, 8, 7, 6, 11, 10, 9)
                                .rows(1.5, 0, 0, 37, 0, -1.25, 0, 30, 0, 0, 8, -20)),
                TURNED);
        fit(
                dataset(
                        image(),
                        NiftiBytes.bytes(3, 2, 2, 9, 10, 11, 6, 7, 8, 3, 4, 5, 0, 1, 2)
                                .rows(-1.5, 0, 0, 40, 0, 1.25, 0, 28.75, 0, 0, -8, -12)),
                TURNED);
    }

    /** The labels' first axis is the image's slices, their second its columns the other way, their third its rows. */
    @Test
    void exchangesAxes() {
        fit(
                dataset(
                        image(),
                        NiftiBytes.bytes(2, 3, 2, 2, 8, 1, 7, 0, 6, 5, 11, 4, 10, 3, 9)
                                .voxelSizes(8, 1.5, 1.25)
                                .rows(0, 1.5, 0, 37, 0, 0, -1.25, 30, 8, 0, 0, -20)),
                TURNED);
    }

    @Test
    void refusesLabelsThatLieElsewhere() {
        assertThatThrownBy(() -> dataset(image(), image().rows(-1.5, 0, 0, 140, 0, -1.25, 0, 30, 0, 0, 8, -20))
                        .samples())
                .isExactlyInstanceOf(UserError.class)
                .hasMessage(
                        "label file 'a_seg.nii' lies elsewhere in space than its image 'a.nii': corners are up to 100.0 mm"
                                + " apart, allowed are 0.13 mm (a tenth of a voxel's smallest edge), and no exchange or reversal of"
                                + " axes mends it.\n"
                                + "  image:  first voxel at (40.00, 30.00, -20.00) mm, from column to column (-1.500, 0.000, 0.000),"
                                + " from row to row (0.000, -1.250, 0.000), from slice to slice (0.000, 0.000, 8.000)\n"
                                + "  labels: first voxel at (140.0, 30.00, -20.00) mm, from column to column (-1.500, 0.000, 0.000),"
                                + " from row to row (0.000, -1.250, 0.000), from slice to slice (0.000, 0.000, 8.000)\n"
                                + "  Resample the labels onto the image, or, if they were drawn on these very voxels, copy the"
                                + " image's header into the label file");
        // Mirrored about the origin and not about the volume.
        assertThatThrownBy(() -> dataset(image(), image().rows(1.5, 0, 0, 40, 0, -1.25, 0, 30, 0, 0, 8, -20))
                        .samples())
                .hasMessageContaining("corners are up to 6.000 mm apart");
        // A turn by some degrees.
        assertThatThrownBy(() -> dataset(image(), image().rows(-1.4, 0.4, 0, 40, -0.5, -1.2, 0, 30, 0, 0, 8, -20))
                        .samples())
                .hasMessageContaining("lies elsewhere in space");
    }

    /** Where one file tells no positions, nothing can be compared but shape and spacing. */
    @Test
    void takesVoxelOnVoxelWhatTellsNoPosition() {
        fit(dataset(image(), NiftiBytes.bytes(3, 2, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)));
        fit(
                dataset(image().rows(Double.NaN), image()),
                "1 file: an sform that tells no positions (not finite numbers, or no step between voxels) is not taken (a.nii)");
    }

    /** Some programs write a code and leave the numbers zero: all corners would meet, in any order of the axes. */
    @Test
    void takesNoMapWithoutSteps() {
        double[] zeros = new double[12];
        String note = "an sform that tells no positions (not finite numbers, or no step between voxels) is not taken (";
        fit(dataset(image().rows(zeros), image().rows(zeros)), "2 files: " + note + "a.nii, a_seg.nii)");
        // The quaternion is taken instead: a turn about the second axis.
        assertThatThrownBy(() -> dataset(image(), image().rows(zeros).quaternion(0, 1, 0, 40, 30, -20))
                        .samples())
                .hasMessageContaining("lies elsewhere in space");
        NiftiBytes turned = NiftiBytes.bytes(2, 3, 2, 0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11);
        assertThatThrownBy(() -> dataset(
                                image().voxelSizes(1, 1, 1).rows(zeros),
                                turned.voxelSizes(1, 1, 1).rows(zeros))
                        .samples())
                .hasMessage(
                        "label file 'a_seg.nii' has 2 x 3 x 2, but its image 'a.nii' has 3 x 2 x 2 voxels (columns x"
                                + " rows x slices)");
    }

    /** Along the image's axes, so that two numbers that differ are seen to. */
    @Test
    void tellsStepsAlongTheImagesAxes() {
        NiftiBytes labels = NiftiBytes.bytes(2, 3, 2, 2, 8, 1, 7, 0, 6, 5, 11, 4, 10, 3, 9)
                .rows(0, 1.5, 0, 37, 0, 0, -1.25, 30, 8, 0, 0, -20);
        assertThatThrownBy(() -> dataset(image(), labels).samples())
                .hasMessage(
                        "label file 'a_seg.nii' has 1.25 x 8.0 x 1.5, but its image 'a.nii' has 1.5 x 1.25 x 8.0 mm from"
                                + " voxel to voxel (columns x rows x slices of the image)");
    }

    /** ACDC's maps have voxels of 1 mm; labels that a program has stored again have the true ones. */
    @Test
    void comparesDirectionsWhereAMapHasNoVoxelSizes() {
        fit(dataset(image().rows(-1, 0, 0, 40, 0, -1, 0, 30, 0, 0, 1, -20), image()));
        assertThatThrownBy(() -> dataset(image().rows(-1, 0, 0, 40, 0, 1, 0, 30, 0, 0, 1, -20), image())
                        .samples())
                .hasMessageContaining("lies elsewhere in space");
    }

    /** As nibabel and others: the rows win, and it is said that the quaternion tells something else. */
    @Test
    void takesTheRowsWhereTheQuaternionDiffers() {
        fit(
                dataset(image(), image().quaternion(0, 0, 1, 90, 30, -20)),
                "1 file: sform and qform place the voxels differently, and the sform is taken (a_seg.nii)");
        // Half a turn about the third axis, which is what the rows say.
        fit(dataset(image(), image().quaternion(0, 0, 1, 40, 30, -20)));
    }

    /** A single slice has no third direction. */
    @Test
    void turnsSingleSlices() {
        Dataset dataset = dataset(
                NiftiBytes.bytes(3, 1, 1, 7, 8, 9).lengths(3, 1).rows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0),
                NiftiBytes.bytes(3, 1, 1, 2, 11, 0).lengths(3, 1).rows(-1, 0, 0, 2, 0, 1, 0, 0, 0, 0, 1, 0));
        assertThat(dataset.load(dataset.samples().get(0)).labels().values()).containsExactly(0, 11, 2);
    }
}
