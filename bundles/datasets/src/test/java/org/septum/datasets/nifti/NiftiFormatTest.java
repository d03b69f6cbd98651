// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.data.Spacing;
import org.septum.api.data.Volume;
import org.septum.api.data.VolumeFormat;

class NiftiFormatTest {

    @TempDir
    Path folder;

    private final VolumeFormat format = new NiftiFormatFactory().create(Arguments.of(Options.none(), Map.of()));

    @Test
    void knowsItsFilesByName() {
        assertThat(format.accepts(Path.of("x.d/heart.nii.gz"))).isTrue();
        assertThat(format.accepts(Path.of("HEART.NII"))).isTrue();
        assertThat(format.accepts(Path.of("heart.gz"))).isFalse();
        assertThat(format.accepts(Path.of("heart.nii.gz.part"))).isFalse();
        assertThat(format.stem(Path.of("x.d/heart.1.nii.gz"))).isEqualTo("heart.1");
        assertThat(format.stem(Path.of("HEART.NII"))).isEqualTo("HEART");
        assertThat(format.ending()).isEqualTo(".nii.gz");
    }

    /** Lays out two slices of three columns and two rows as the datasets do: rows along y. */
    @Test
    void readsSlicesRowByRow() {
        NiftiBytes.bytes(3, 2, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12).write(folder.resolve("a.nii"));
        Volume volume = format.read(folder.resolve("a.nii"), 1);
        assertThat(volume.slices()).hasSize(2);
        assertThat(volume.slices().get(1).height()).isEqualTo(2);
        assertThat(volume.slices().get(1).width()).isEqualTo(3);
        assertThat(volume.slices().get(1).values()).containsExactly(7, 8, 9, 10, 11, 12);
        assertThat(volume.spacing().orElseThrow().row()).isEqualTo(1.25);
        assertThat(volume.spacing().orElseThrow().column()).isEqualTo(1.5);
        assertThat(format.read(folder.resolve("a.nii"), 3).slices().get(0).values())
                .containsExactly(1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6);
        assertThatThrownBy(() -> format.read(folder.resolve("a.nii"), 2))
                .isInstanceOf(UserError.class)
                .hasMessage("the model takes 2 channels, and a NIfTI volume ('" + folder.resolve("a.nii")
                        + "') gives 1, or 3 equal ones");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sform-scaled.nii.gz",
                "qform-left-handed-big-endian.nii",
                "nifti2-extension-micrometres.nii.gz",
                "five-dimensions.nii.gz"
            })
    void keepsTheGeometryOfTheInputBitForBit(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = NiftiFormatTest.class.getResourceAsStream("/nifti/" + name)) {
            Files.copy(in, file);
        }
        Volume volume = format.read(file, 1);
        NiftiHeader input = new NiftiFile(file, name).header();
        List<int[]> labels = new ArrayList<>();
        List<float[]> probabilities = new ArrayList<>();
        for (int slice = 0; slice < input.slices(); slice++) {
            labels.add(new int[input.width() * input.height()]);
            probabilities.add(new float[input.width() * input.height()]);
        }
        labels.get(1)[2] = 200;
        probabilities.get(1)[2] = 0.1f;
        Path mask = folder.resolve("mask.nii.gz");
        Path probability = folder.resolve("probability.nii");
        format.writeLabels(volume, labels, format.levels(201), mask);
        format.writeProbabilities(volume, probabilities, probability);
        assertThat(new NiftiFile(mask, "mask").read().slices().get(1)[2]).isEqualTo(200);
        assertThat(new NiftiFile(probability, "probability").read().slices().get(1)[2])
                .isEqualTo(0.1f);
        for (Path written : List.of(mask, probability)) {
            NiftiHeader output = new NiftiFile(written, "written").header();
            assertThat(output.slope()).isEqualTo(1);
            assertThat(output.intercept()).isEqualTo(0);
            assertThat(output.offset()).isEqualTo(output.version().firstData());
            for (int[] field : geometry(input.version())) {
                assertThat(ByteBuffer.wrap(output.bytes(), field[0], field[1]))
                        .as("bytes from " + field[0])
                        .isEqualTo(ByteBuffer.wrap(input.bytes(), field[0], field[1]));
            }
        }
    }

    /** First byte and length of: dimensions, voxel sizes, units, and from the codes to the end of the affine rows. */
    private static int[][] geometry(NiftiVersion version) {
        return version == NiftiVersion.ONE
                ? new int[][] {{40, 16}, {76, 32}, {123, 1}, {252, 76}}
                : new int[][] {{16, 64}, {104, 64}, {500, 4}, {344, 152}};
    }

    @Test
    void writesOneByteForEachVoxelAfterTheHeader() throws IOException {
        NiftiBytes.first(ByteOrder.BIG_ENDIAN)
                .lengths(2, 1, 2)
                .type(16, 32)
                .extension(16)
                .scaling(3, 4)
                .data(new byte[16])
                .write(folder.resolve("a.nii"));
        Volume volume = format.read(folder.resolve("a.nii"), 1);
        format.writeLabels(
                volume, List.of(new int[] {0, 1}, new int[] {2, 255}), format.levels(256), folder.resolve("m.nii.gz"));
        try (InputStream in =
                new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("m.nii.gz"))))) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
            assertThat(bytes.capacity()).isEqualTo(356);
            assertThat(bytes.getShort(70)).isEqualTo((short) 2);
            assertThat(bytes.getShort(72)).isEqualTo((short) 8);
            assertThat(bytes.getFloat(108)).isEqualTo(352);
            assertThat(bytes.getInt(348)).isEqualTo(0);
            assertThat(bytes.getInt(352)).isEqualTo(0x000102ff);
        }
    }

    /** A mask has the numbers of the data's own masks, in the smallest type that holds them. */
    @Test
    void storesTheLevelsOfTheData() {
        NiftiBytes.bytes(3, 1, 1, 1, 2, 3).write(folder.resolve("a.nii"));
        Volume volume = format.read(folder.resolve("a.nii"), 1);
        for (List<Integer> levels : List.of(List.of(0, 85, 255), List.of(0, 205, 500), List.of(-3, 0, 40000))) {
            format.writeLabels(volume, List.of(new int[] {2, 0, 1}), levels, folder.resolve("m.nii.gz"));
            Voxels mask = new NiftiFile(folder.resolve("m.nii.gz"), "mask").read();
            assertThat(mask.slices().get(0)).containsExactly(levels.get(2), levels.get(0), levels.get(1));
        }
        assertThat(format.advice(Path.of("a.img")))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith(
                                "is one half of a pair of .hdr and .img files; convert the pair to one .nii.gz file"));
        assertThat(format.advice(Path.of("A.HDR"))).isPresent();
        assertThat(format.advice(Path.of("a.dcm"))).isPresent();
        assertThat(format.advice(Path.of("a.nii"))).isEmpty();
        assertThat(List.of("A.NII.GZ", "a.nii")).allMatch(name -> format.writes(Path.of(name)));
    }

    /** As other readers do, and it is said. */
    @Test
    void readsNegativeVoxelSizesAndBytesBehindTheVoxels() {
        NiftiBytes.bytes(2, 1, 1, 7, 9, 1, 1, 1).voxelSizes(-1.5, 1.25, -8).write(folder.resolve("a.nii.gz"));
        Volume volume = format.read(folder.resolve("a.nii.gz"), 1);
        assertThat(volume.slices().get(0).values()).containsExactly(7, 9);
        assertThat(volume.spacing()).contains(new Spacing(1.25, 1.5, 8));
        assertThat(volume.notes())
                .containsExactly(
                        "negative voxel sizes (pixdim) taken as positive", "bytes behind the voxels are not read");
    }

    @Test
    void leavesNothingBehindWhereItCannotWrite() {
        NiftiBytes.bytes(2, 1, 1, 1, 2).write(folder.resolve("a.nii"));
        Volume volume = format.read(folder.resolve("a.nii"), 1);
        assertThatThrownBy(() -> format.levels(257))
                .isInstanceOf(UserError.class)
                .hasMessage("a mask of 257 classes cannot be written as NIfTI; allowed are 256");
        assertThatThrownBy(() ->
                        format.writeLabels(volume, List.of(new int[2]), List.of(0, 1), folder.resolve("none/m.nii.gz")))
                .isInstanceOf(UncheckedIOException.class);
        NiftiBytes.bytes(2, 1, 2, 1, 2, 3, 4).write(folder.resolve("a.nii"));
        assertThatThrownBy(() ->
                        format.writeLabels(volume, List.of(new int[2]), List.of(0, 1), folder.resolve("m.nii.gz")))
                .isInstanceOf(UserError.class)
                .hasMessage("volume '" + folder.resolve("a.nii")
                        + "' has 2 slices, and its mask 1; has the file been changed since it was read?");
        assertThat(folder).isDirectoryNotContaining("glob:**m.nii*");
    }
}
