// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.data.Dataset;
import org.septum.api.data.Sample;
import org.septum.api.data.Volume;

/** Pictures lie as viewers show them: by the tag Orientation of TIFF, Exif in JPEG and PNG. */
class OrientationTest {

    private static final String NOTE = "turned or mirrored as the orientation tag says, as viewers show it";

    @TempDir
    private Path root;

    private PictureFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new PictureFolder(root);
    }

    /** A TIFF structure whose only tag is the orientation; as a picture's file it has no picture. */
    private static byte[] exif(int orientation, ByteOrder order) {
        return ByteBuffer.allocate(26)
                .order(order)
                .put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    private void tagPng(String path, int orientation) throws IOException {
        byte[] png = Files.readAllBytes(root.resolve(path));
        byte[] exif = exif(orientation, ByteOrder.BIG_ENDIAN);
        ByteBuffer chunk = ByteBuffer.allocate(12 + exif.length)
                .putInt(exif.length)
                .put("eXIf".getBytes(StandardCharsets.ISO_8859_1))
                .put(exif);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + exif.length);
        chunk.putInt((int) sum.getValue());
        // Behind the header.
        insert(path, png, 33, chunk.array());
    }

    private void tagJpeg(String path, int orientation) throws IOException {
        byte[] exif = exif(orientation, ByteOrder.LITTLE_ENDIAN);
        ByteBuffer segment = ByteBuffer.allocate(10 + exif.length)
                .putShort((short) 0xffe1)
                .putShort((short) (8 + exif.length))
                .put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1))
                .put(exif);
        insert(path, Files.readAllBytes(root.resolve(path)), 2, segment.array());
    }

    private void insert(String path, byte[] file, int at, byte[] what) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, at);
        out.write(what);
        out.write(file, at, file.length - at);
        Files.write(root.resolve(path), out.toByteArray());
    }

    /** Six uncompressed pixels of 2 rows and 3 columns with the orientation. */
    private void tiff(String path, int orientation, int... levels) throws IOException {
        int[][] tags = {
            {256, 3}, {257, 2}, {258, 8}, {259, 1}, {262, 1}, {273, 8}, {274, orientation}, {277, 1}, {278, 2}, {279, 6}
        };
        ByteBuffer tiff = ByteBuffer.allocate(14 + 2 + 12 * tags.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) 42)
                .putInt(14);
        for (int level : levels) {
            tiff.put((byte) level);
        }
        tiff.putShort((short) tags.length);
        for (int[] tag : tags) {
            tiff.putShort((short) tag[0]).putShort((short) 3).putInt(1).putInt(tag[1]);
        }
        Files.createDirectories(root.resolve(path).getParent());
        Files.write(root.resolve(path), tiff.putInt(0).array());
    }

    /** What a viewer shows of the rows 0 51 102 and 153 204 255, in tenths of 51, row by row. */
    @ParameterizedTest
    @CsvSource({
        "1, 2, 012345",
        "2, 2, 210543",
        "3, 2, 543210",
        "4, 2, 345012",
        "5, 3, 031425",
        "6, 3, 304152",
        "7, 3, 524130",
        "8, 3, 251403",
        "0, 2, 012345",
        "9, 2, 012345"
    })
    void everyFormatIsTurned(int orientation, int height, String shown) throws IOException {
        folder.pair("a");
        tagPng("images/a.png", orientation);
        tagPng("masks/sega.png", orientation);
        Dataset dataset = folder.dataset(Map.of());
        check(dataset.load(dataset.samples().get(0)), height, shown);
        if (orientation >= 2 && orientation <= 8) {
            assertThat(dataset.notes())
                    .containsExactly(
                            "1 image with its mask, taken", "2 files: " + NOTE + " (images/a.png, masks/sega.png)");
        } else {
            assertThat(dataset.notes()).hasSize(1);
        }
        tiff("images/a.tif", orientation, 0, 51, 102, 153, 204, 255);
        tiff("masks/sega.tif", orientation, 0, 0, 255, 128, 0, 255);
        check(folder.only(Map.of("images", "images/{id}.tif", "masks", "masks/seg{id}.tif")), height, shown);
        // A picture that is stored as it is shown may have a mask with a tag.
        check(folder.only(Map.of("images", "images/{id}.tif")), height, shown);
    }

    private static void check(Sample sample, int height, String shown) {
        int[] labels = {0, 0, 1, 1, 0, 1};
        assertThat(sample.image().height()).isEqualTo(height);
        assertThat(sample.labels().height()).isEqualTo(height);
        for (int i = 0; i < 6; i++) {
            int stored = shown.charAt(i) - '0';
            assertThat(sample.image().values()[i]).isEqualTo(stored * 51 / 255f);
            assertThat(sample.labels().values()[i]).isEqualTo(labels[stored]);
        }
    }

    /** The mask lies on the picture as it is seen. */
    @Test
    void predictionsLieOnThePictureAsShown() throws IOException {
        int[] grey = new int[8 * 16];
        Arrays.fill(grey, 0, 64, 204);
        folder.write("a.jpg", BufferedImage.TYPE_BYTE_GRAY, 8, 16, grey);
        tagJpeg("a.jpg", 6);
        PictureFormat format = new PictureFormat();
        Volume volume = format.read(root.resolve("a.jpg"), 1);
        assertThat(volume.slices().get(0).height()).isEqualTo(16);
        assertThat(volume.slices().get(0).width()).isEqualTo(8);
        // The upper half is the right one now.
        float[] row = Arrays.copyOf(volume.slices().get(0).values(), 8);
        assertThat(row).containsExactly(new float[] {0, 0, 0, 0, 0.8f, 0.8f, 0.8f, 0.8f}, within(0.02f));
        assertThat(volume.notes()).containsExactly(NOTE);
        format.writeLabels(volume, List.of(new int[128]), List.of(0, 255), root.resolve("m.png"));
        assertThat(format.read(root.resolve("m.png"), 1).slices().get(0).height())
                .isEqualTo(16);
    }

    /** Exif data that make no sense do not keep a picture from being read. */
    @Test
    void brokenExifDataAreLeftAlone() throws IOException {
        folder.pair("a");
        byte[] png = Files.readAllBytes(root.resolve("images/a.png"));
        ByteBuffer chunk = ByteBuffer.allocate(16).putInt(4).put("eXIfMM\0*".getBytes(StandardCharsets.ISO_8859_1));
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 8);
        chunk.putInt((int) sum.getValue());
        insert("images/a.png", png, 33, chunk.array());
        assertThat(folder.only(Map.of()).image().height()).isEqualTo(2);
    }
}
