// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Arguments;
import org.septum.api.data.Dataset;
import org.septum.api.data.SampleInfo;
import org.septum.testkit.fuzz.Fuzz;

/**
 * Damaged NIfTI files, of both versions, compressed before or after the damage, as a volume to predict, as a dataset's image
 * and as its labels. The long form: {@code mvn -pl bundles/datasets -am verify -Dtest='*FuzzTest'
 * -Dsurefire.failIfNoSpecifiedTests=false -Dseptum.fuzz=100000 -Dtest.heap=512m}.
 */
class NiftiFuzzTest {

    private static final byte[] IMAGE = NiftiBytes.bytes(3, 2, 2, 10, 20, 30, 40, 50, 60, 1, 2, 3, 4, 5, 6)
            .scaling(2, 1)
            .plain();
    private static final byte[] LABELS =
            NiftiBytes.bytes(3, 2, 2, 0, 9, 1, 0, 2, 1, 0, 0, 0, 1, 1, 2).plain();

    @TempDir
    private Path root;

    private static byte[] second(ByteOrder order) {
        return NiftiBytes.second(order)
                .lengths(3, 2, 2)
                .type(4, 16)
                .voxelSizes(1.5, 1.25, 8)
                .extension(16)
                .data(new byte[24])
                .plain();
    }

    @Test
    void plainAndCompressedFiles() {
        Fuzz.Result result = new Fuzz("nifti", this::readAll)
                .from(IMAGE)
                .from(LABELS)
                .from(NiftiBytes.gzip(IMAGE))
                .from(second(ByteOrder.LITTLE_ENDIAN))
                .from(second(ByteOrder.BIG_ENDIAN))
                .numbers(2, 40, 42, 44, 46, 48, 70, 72, 252, 254)
                .numbers(4, 0, 76, 80, 84, 88, 108, 112, 116, 123, 256, 280, 284, 344, 352)
                .numbers(8, 16, 24, 32, 40, 104, 112, 120, 168, 176, 184, 344, 348, 400)
                .numbers(1, 123, -4, -8)
                .words("n+1\0", "ni1\0", "n+2\0\r\n\032\n", "\037\213\010")
                .finish(NiftiBytes::gzip)
                .finish(NiftiFuzzTest::zeros)
                .run();
        assertThat(result.accepted()).isPositive();
        assertThat(result.refused()).isPositive();
    }

    /** Compresses as well as gzip can, a long run of zeros behind. */
    private static byte[] zeros(byte[] damaged) {
        return NiftiBytes.gzip(
                ByteBuffer.allocate(damaged.length + 100_000).put(damaged).array());
    }

    private void readAll(byte[] input) throws IOException {
        int role = Math.floorMod(Arrays.hashCode(input), 3);
        Path image = Files.write(root.resolve("a.nii.gz"), role == 0 ? input : IMAGE);
        Files.write(root.resolve("a_seg.nii.gz"), role == 1 ? input : LABELS);
        if (role == 2) {
            new NiftiFormat().read(Files.write(image, input), 3);
            return;
        }
        NiftiDatasetFactory factory = new NiftiDatasetFactory();
        Dataset dataset = factory.create(Arguments.of(factory.options(), options(root)));
        for (SampleInfo sample : dataset.samples()) {
            dataset.load(sample);
        }
    }

    private static Map<String, Object> options(Path root) {
        Map<String, Object> levels = new LinkedHashMap<>();
        levels.put("background", 0);
        levels.put("wall", List.of(1, 9));
        levels.put("cavity", 2);
        return Map.of("root", root.toString(), "images", "{id}.nii.gz", "labels", "{id}_seg.nii.gz", "levels", levels);
    }
}
