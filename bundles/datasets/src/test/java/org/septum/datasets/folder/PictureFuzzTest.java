// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.data.Dataset;
import org.septum.api.data.SampleInfo;
import org.septum.testkit.fuzz.Fuzz;

/**
 * Damaged PNG, JPEG and TIFF files as a picture to predict, as the image of a pair and as its mask. The long form: {@code
 * mvn -pl bundles/datasets -am verify -Dtest='*FuzzTest' -Dsurefire.failIfNoSpecifiedTests=false -Dseptum.fuzz=100000
 * -Dtest.heap=512m}.
 */
class PictureFuzzTest {

    private static final int WIDTH = 5;
    private static final int HEIGHT = 4;

    private final byte[] mask = picture("png", BufferedImage.TYPE_BYTE_BINARY);

    @TempDir
    private Path root;

    private static byte[] picture(String format, int type) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, type);
        Random random = new Random(1);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            picture.setRGB(i % WIDTH, i / WIDTH, random.nextInt());
        }
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            assertThat(ImageIO.write(picture, format, bytes)).isTrue();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void pairsOfImageAndMask() {
        Fuzz.Result result = new Fuzz("png", this::readAll)
                .from(mask)
                .from(picture("png", BufferedImage.TYPE_BYTE_GRAY))
                .from(picture("png", BufferedImage.TYPE_USHORT_GRAY))
                .from(picture("png", BufferedImage.TYPE_BYTE_INDEXED))
                .from(picture("png", BufferedImage.TYPE_INT_ARGB))
                .numbers(4, 8, 16, 20, 33, 41, 54)
                .numbers(1, 24, 25, 26, 27, 28)
                .words("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "zTXt", "iTXt", "iCCP", "tEXt", "sBIT", "gAMA", "hIST")
                .finish(PictureFuzzTest::summed)
                .run();
        assertThat(result.accepted()).isPositive();
        assertThat(result.refused()).isPositive();
    }

    @Test
    void jpegAndTiff() {
        Fuzz.Result result = new Fuzz("jpeg, tiff", this::readAll)
                .from(picture("jpeg", BufferedImage.TYPE_BYTE_GRAY))
                .from(picture("jpeg", BufferedImage.TYPE_INT_RGB))
                .from(picture("tif", BufferedImage.TYPE_BYTE_GRAY))
                .from(picture("tif", BufferedImage.TYPE_INT_RGB))
                .numbers(2, 2, 4, 10, 12, 14, 22, 24)
                .numbers(4, 4, 8, 12, 18, 30, 42, 54, 66, 78)
                .run();
        assertThat(result.accepted()).isPositive();
        assertThat(result.refused()).isPositive();
    }

    /** Makes the check sums of a PNG's chunks fit again, as far as its lengths lead. */
    private static byte[] summed(byte[] damaged) {
        ByteBuffer png = ByteBuffer.wrap(damaged.clone());
        for (int at = 8; at + 12 <= png.capacity(); ) {
            int length = png.getInt(at);
            if (length < 0 || length > png.capacity() - at - 12) {
                break;
            }
            CRC32 sum = new CRC32();
            sum.update(png.array(), at + 4, length + 4);
            png.putInt(at + 8 + length, (int) sum.getValue());
            at += 12 + length;
        }
        return png.array();
    }

    private void readAll(byte[] input) throws IOException {
        int role = Math.floorMod(Arrays.hashCode(input), 3);
        Files.createDirectories(root.resolve("images"));
        Files.createDirectories(root.resolve("masks"));
        Path image = Files.write(root.resolve("images/a.png"), role == 0 ? input : mask);
        Files.write(root.resolve("masks/sega.png"), role == 1 ? input : mask);
        if (role == 2) {
            new PictureFormat().read(Files.write(image, input), 3);
            return;
        }
        Dataset dataset = new PictureFolder(root).dataset(Map.of("levels", Map.of("a", 0, "b", 1)));
        for (SampleInfo sample : dataset.samples()) {
            dataset.load(sample);
        }
    }
}
