// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;

class NiftiDatasetTest {

    @TempDir
    Path root;

    private Dataset dataset(Map<String, ?> more) {
        Map<String, Object> levels = new LinkedHashMap<>();
        levels.put("background", 0);
        levels.put("wall", List.of(1, 9));
        levels.put("cavity", 2);
        Map<String, Object> options = new HashMap<>();
        options.put("root", root.toString());
        options.put("images", "{id}.nii.gz");
        options.put("labels", "{id}_seg.nii.gz");
        options.put("levels", levels);
        options.putAll(more);
        NiftiDatasetFactory factory = new NiftiDatasetFactory();
        return factory.create(Arguments.of(factory.options(), options));
    }

    /** A volume of three columns, one row and two slices; only the second slice has the cavity. */
    private void pair(String id) {
        NiftiBytes.bytes(3, 1, 2, 10, 20, 30, 40, 50, 60).scaling(10, 1).write(root.resolve(id + ".nii.gz"));
        NiftiBytes.bytes(3, 1, 2, 0, 9, 1, 0, 2, 1).write(root.resolve(id + "_seg.nii.gz"));
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(UserError.class).hasMessage(message);
    }

    @Test
    void findsTheSlicesOfEachVolume() {
        pair("b/p2-ES");
        pair("a/p1-ED");
        Dataset dataset = dataset(Map.of("group", "/(.*)-", "attributes", Map.of("phase", "-(E[DS])$")));
        assertThat(dataset.samples())
                .extracting(SampleInfo::id)
                .containsExactly("a/p1-ED-slice00", "a/p1-ED-slice01", "b/p2-ES-slice00", "b/p2-ES-slice01");
        SampleInfo last = dataset.samples().get(3);
        assertThat(last.group()).isEqualTo("p2");
        assertThat(last.volume()).isEqualTo("b/p2-ES");
        assertThat(last.slice()).isEqualTo(1);
        assertThat(last.attributes()).containsExactly(Map.entry("phase", "ES"));
        assertThat(last.spacing()).contains(new Spacing(1.25, 1.5, 8));
        assertThat(last.source()).isEqualTo("b/p2-ES.nii.gz, slice 1");
        assertThat(dataset(Map.of()).samples().get(0).group()).isEqualTo("a/p1-ED");
    }

    @Test
    void loadsScaledIntensitiesAndDeclaredLabels() {
        pair("a");
        Dataset dataset = dataset(Map.of("channels", 3));
        assertThat(dataset.labels()).containsExactly("background", "wall", "cavity");
        Sample sample = dataset.load(dataset.samples().get(0));
        assertThat(sample.image().channels()).isEqualTo(3);
        assertThat(sample.image().values()).containsExactly(101, 201, 301, 101, 201, 301, 101, 201, 301);
        assertThat(sample.labels().values()).containsExactly(0, 1, 1);
        assertThat(sample.labels().height()).isEqualTo(1);
        assertThat(sample.labels().width()).isEqualTo(3);
    }

    /** A slope that float32 rounds makes 255 steps of it not quite 1; and labels may be of any whole type. */
    @Test
    void readsScaledAndWideLabels() {
        pair("a");
        NiftiBytes.bytes(3, 1, 2, 0, 255, 0, 0, 0, 0).scaling(1 / 255.0, 0).write(root.resolve("a_seg.nii.gz"));
        Dataset dataset = dataset(Map.of());
        assertThat(dataset.load(dataset.samples().get(0)).labels().values()).containsExactly(0, 1, 0);
        NiftiBytes.first(ByteOrder.BIG_ENDIAN)
                .lengths(3, 1, 2, 1)
                .type(1024, 64)
                .voxelSizes(1.5, 1.25, 8)
                .data(ByteBuffer.allocate(48).putLong(9).putLong(2).array())
                .write(root.resolve("a_seg.nii.gz"));
        Dataset wide = dataset(Map.of());
        assertThat(wide.load(wide.samples().get(0)).labels().values()).containsExactly(1, 2, 0);
        assertThat(wide.levels()).containsExactly(0, 1, 2);
    }

    @Test
    void takesOnlyTheSlicesThatContainALabel() {
        pair("a");
        assertThat(dataset(Map.of("containing", List.of("cavity"))).samples())
                .extracting(SampleInfo::slice)
                .containsExactly(1);
        assertThat(dataset(Map.of("containing", List.of("cavity", "wall"))).samples())
                .hasSize(2);
        refuses(
                () -> dataset(Map.of("containing", List.of("lv"))),
                "arguments: containing: there is no label 'lv'; the dataset has background, wall, cavity");
        NiftiBytes.bytes(3, 1, 2, 0, 0, 0, 0, 0, 0).write(root.resolve("a_seg.nii.gz"));
        refuses(
                () -> dataset(Map.of("containing", List.of("cavity"))).samples(),
                "no slice of 1 volume contains cavity; choose other labels with 'containing'");
    }

    @Test
    void listsFromHeadersAndDecodesAVolumeOnceForAllItsSlices() throws IOException {
        pair("a");
        Dataset dataset = dataset(Map.of());
        SampleInfo first = dataset.samples().get(0);
        Sample sample = dataset.load(first);
        Files.delete(root.resolve("a.nii.gz"));
        Files.delete(root.resolve("a_seg.nii.gz"));
        Arrays.fill(sample.image().values(), -1);
        Arrays.fill(sample.labels().values(), -1);
        assertThat(dataset.load(first).image().values()).containsExactly(101, 201, 301);
        assertThat(dataset.load(first).labels().values()).containsExactly(0, 1, 1);
        assertThat(dataset.load(dataset.samples().get(1)).labels().values()).containsExactly(0, 2, 1);
    }

    @Test
    void givesTheSameToManyThreads() {
        for (String id : List.of("a", "b", "c", "d")) {
            pair(id);
        }
        Dataset dataset = dataset(Map.of());
        assertThat(dataset.samples().parallelStream()
                        .map(info -> dataset.load(info).image().values()[2])
                        .toList())
                .containsExactly(301f, 601f, 301f, 601f, 301f, 601f, 301f, 601f);
    }

    @Test
    void refusesLabelsOfAnotherShapeOrSpacing() {
        pair("a");
        NiftiBytes.bytes(2, 1, 3, 0, 9, 1, 0, 2, 1).write(root.resolve("a_seg.nii.gz"));
        String shape =
                "label file 'a_seg.nii.gz' has 2 x 1 x 3, but its image 'a.nii.gz' has 3 x 1 x 2 voxels (columns x"
                        + " rows x slices)";
        refuses(() -> dataset(Map.of()).samples(), shape);
        pair("b");
        NiftiBytes.bytes(3, 1, 2, 0, 9, 1, 0, 2, 1).voxelSizes(1.5, 1.25, 10).write(root.resolve("b_seg.nii.gz"));
        refuses(
                () -> dataset(Map.of()).samples(),
                "2 of 2 volumes cannot be used:\n  - " + shape
                        + "\n  - label file 'b_seg.nii.gz' has 1.5 x 1.25 x 10.0, but"
                        + " its image 'b.nii.gz' has 1.5 x 1.25 x 8.0 mm from voxel to voxel (columns x rows x slices of"
                        + " the image)");
    }

    @Test
    void refusesLabelsThatAreNotDeclaredOrNotWhole() {
        pair("a");
        NiftiBytes.bytes(3, 1, 2, 0, 7, 1, 0, 2, 7).write(root.resolve("a_seg.nii.gz"));
        Dataset dataset = dataset(Map.of());
        SampleInfo info = dataset.samples().get(0);
        refuses(() -> dataset.load(info), """
                label file 'a_seg.nii.gz' has level 7, that no label declares.
                  found: 0 (2 voxels), 1 (1 voxel), 2 (1 voxel), 7 (2 voxels)
                  declared: background 0, wall 1/9, cavity 2
                  Correct the file, or declare what it has""");
        NiftiBytes.bytes(3, 1, 2, 0, 1, 1, 0, 2, 1).scaling(0.5, 0).write(root.resolve("a_seg.nii.gz"));
        refuses(
                () -> dataset.load(info),
                "label file 'a_seg.nii.gz' has voxels that are not whole numbers: 3 of 6, the first 0.5 at column 1, row 0,"
                        + " slice 0; labels must be stored as whole numbers, resampled by nearest neighbour");
        NiftiBytes floats = NiftiBytes.first(ByteOrder.BIG_ENDIAN)
                .lengths(3, 1, 2)
                .type(16, 32)
                .voxelSizes(1.5, 1.25, 8);
        byte[] infinity =
                ByteBuffer.allocate(24).putFloat(Float.POSITIVE_INFINITY).array();
        floats.data(infinity).write(root.resolve("a_seg.nii.gz"));
        refuses(
                () -> dataset.load(info),
                "label file 'a_seg.nii.gz' has voxels that are not whole numbers: 1 of 6, the first Infinity at column 0,"
                        + " row 0, slice 0; labels must be stored as whole numbers, resampled by nearest neighbour");
        floats.data(ByteBuffer.allocate(24).putFloat(3e9f).array()).write(root.resolve("a_seg.nii.gz"));
        refuses(
                () -> dataset.load(info),
                "label file 'a_seg.nii.gz' has voxels that are too large for labels: 1 of 6, the first 3.0E9 at column 0,"
                        + " row 0, slice 0; allowed are numbers up to 16777216");
    }

    @Test
    void refusesIntensitiesThatAreNotNumbersAndUnreadableFiles() {
        pair("a");
        NiftiBytes.first(ByteOrder.LITTLE_ENDIAN)
                .lengths(3, 1, 2)
                .type(16, 32)
                .data(new byte[] {0, 0, (byte) 0xc0, 0x7f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
                .write(root.resolve("a.nii.gz"));
        Dataset dataset = dataset(Map.of());
        SampleInfo info = dataset.samples().get(0);
        refuses(
                () -> dataset.load(info),
                "image 'a.nii.gz' has voxels that are not finite numbers (NaN or infinite): 1 of 6, the first NaN at column 0,"
                        + " row 0, slice 0; set them to a number, such as 0");
        NiftiBytes.write(root.resolve("a.nii.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
        refuses(
                () -> dataset(Map.of()).samples(),
                "image 'a.nii.gz' is truncated: it ends before its header or its voxels do; get it again");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        refuses(
                () -> dataset(Map.of("source", "https://example.org")).samples(),
                "arguments: images: no file below '" + root + "' matches '{id}.nii.gz'; the folder has no files.\n"
                        + "  Where the data come from: https://example.org\n"
                        + "  If you have the data elsewhere, name that folder: as 'root' in the file, with --set data.dataset.root=DIR,"
                        + " or in the environment variable that the file refers to.");
        pair("a");
        Files.write(root.resolve("b.nii"), new byte[1]);
        assertThat(dataset(Map.of()).notes())
                .containsExactly(
                        "1 image with its label file, taken; not taken: 1 to be compressed with gzip, with another ending than"
                                + " '{id}.nii.gz' (b.nii)");
        Files.delete(root.resolve("a_seg.nii.gz"));
        refuses(
                () -> dataset(Map.of()).samples(),
                "arguments: labels: image 'a.nii.gz' has no label file: there is no file 'a_seg.nii.gz' in '" + root
                        + "'");
    }
}
