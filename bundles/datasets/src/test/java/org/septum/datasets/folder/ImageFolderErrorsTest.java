// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;

class ImageFolderErrorsTest {

    @TempDir
    Path root;

    private PictureFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new PictureFolder(root);
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(UserError.class).hasMessage(message);
    }

    @Test
    void aMissingFolderSaysWhereToGetTheData() {
        Path missing = root.resolve("none");
        refuses(
                () -> folder.dataset(Map.of("root", missing.toString(), "source", "https://example.org, CC0"))
                        .samples(),
                "arguments: root: there is no folder '" + missing + "'.\n"
                        + "  Where the data come from: https://example.org, CC0\n"
                        + "  If you have the data elsewhere, name that folder: as 'root' in the file, with --set data.dataset.root=DIR,"
                        + " or in the environment variable that the file refers to.");
        refuses(
                () -> folder.dataset(Map.of("root", "no/such")).samples(),
                "arguments: root: there is no folder 'no/such' ("
                        + Path.of("no/such").toAbsolutePath()
                        + ", a relative path beginning at the folder in which septum was started).\n"
                        + "  If you have the data elsewhere, name that folder: as 'root' in the file, with --set data.dataset.root=DIR,"
                        + " or in the environment variable that the file refers to.");
    }

    /** As the experiment of a run has it on a machine where the variable is not set. */
    @Test
    void aVariableThatIsNotSetIsNamed() {
        for (String none : List.of("${SEPTUM_NOT_SET}", "/data/${SEPTUM_NOT_SET}/x")) {
            assertThatThrownBy(() -> folder.dataset(Map.of("root", none)).samples())
                    .hasMessageStartingWith("arguments: root: there is no folder '" + none
                            + "': the environment variable SEPTUM_NOT_SET is not set.\n");
        }
    }

    @Test
    void noMatchingImageShowsWhatIsThere() throws IOException {
        refuses(
                () -> folder.dataset(Map.of()).samples(),
                "arguments: images: no file below '" + root + "' matches 'images/{id}.png'; the folder has no files.\n"
                        + "  If you have the data elsewhere, name that folder: as 'root' in the file, with --set data.dataset.root=DIR,"
                        + " or in the environment variable that the file refers to.");
        Files.createDirectories(root.resolve("images"));
        Files.writeString(root.resolve("images/a.jpg"), "");
        Files.writeString(root.resolve("images/b.jpg"), "");
        refuses(
                () -> folder.dataset(Map.of()).samples(),
                "arguments: images: no file below '" + root + "' matches 'images/{id}.png'; the folder has 2 files, for"
                        + " example 'images/a.jpg'.\n"
                        + "  Correct the pattern, or 'root' if this is another folder.");
    }

    @Test
    void namesTheImagesWithoutAMask() throws IOException {
        List.of("a", "b", "c", "d").forEach(folder::pair);
        Files.delete(root.resolve("masks/segb.png"));
        refuses(
                () -> folder.dataset(Map.of()).samples(),
                "arguments: masks: image 'images/b.png' has no mask: there is no file 'masks/segb.png' in '" + root
                        + "'");
        Files.delete(root.resolve("masks/segd.png"));
        refuses(
                () -> folder.dataset(Map.of()).samples(),
                "arguments: masks: image 'images/b.png' has no mask: there is no file 'masks/segb.png' in '" + root
                        + "'; 1 more of 4 images have no mask");
    }

    @Test
    void refusesMasksThatDoNotFit() {
        folder.pair("a");
        folder.write("masks/sega.png", BufferedImage.TYPE_BYTE_GRAY, 2, 2, 0, 0, 0, 0);
        refuses(
                () -> folder.only(Map.of()),
                "mask 'masks/sega.png' has 2 x 2 pixels, but its image 'images/a.png' has 2 x 3 (height x width)");
        folder.write("masks/sega.png", BufferedImage.TYPE_BYTE_GRAY, 2, 3, 0, 0, 255, 7, 7, 254);
        refuses(() -> folder.only(Map.of()), """
                mask 'masks/sega.png' has 2 levels, the first 7, that no label declares.
                  found: 0 (2 pixels), 7 (2 pixels), 254 (1 pixel), 255 (1 pixel)
                  declared: background 0, lv 128/255
                  Correct the file, or declare what it has""");
        folder.write("masks/sega.png", BufferedImage.TYPE_3BYTE_BGR, 1, 2, 0, 0, 0, 255, 0, 0);
        refuses(
                () -> folder.only(Map.of()),
                "mask 'masks/sega.png' is coloured (row 0, column 1); a mask must be grey or have a palette: one level for"
                        + " each label");
    }

    @Test
    void refusesJpegMasksByNameAndByContent() throws IOException {
        refuses(
                () -> folder.dataset(Map.of("masks", "{id}_mask.JPG")),
                "arguments: masks: found '{id}_mask.JPG': JPEG changes grey levels, so that labels cannot be told apart;"
                        + " use PNG or TIFF masks");
        folder.pair("a");
        folder.write("mask.jpg", BufferedImage.TYPE_BYTE_GRAY, 2, 3, 0, 0, 0, 0, 0, 0);
        Files.move(root.resolve("mask.jpg"), root.resolve("masks/sega.png"), StandardCopyOption.REPLACE_EXISTING);
        refuses(
                () -> folder.only(Map.of()),
                "mask 'masks/sega.png' is a JPEG file: JPEG changes grey levels, so that labels cannot be told apart; use"
                        + " PNG or TIFF masks");
    }

    @Test
    void refusesOptionsThatDoNotGoTogether() {
        refuses(
                () -> folder.dataset(Map.of("images", "images/*.png")),
                "arguments: images: found 'images/*.png', which has no {id} for the part that differs from file to file;"
                        + " an example is images/{id}.png");
        refuses(
                () -> folder.dataset(Map.of("group", "^.*-IM")),
                "arguments: group: found '^.*-IM', allowed is a regular expression with exactly one group in parentheses,"
                        + " for example ^(.*?)-");
        refuses(
                () -> folder.dataset(Map.of("group", "(a")),
                "arguments: group: found '(a', which is not a regular expression of RE2"
                        + " (github.com/google/re2/wiki/Syntax): missing closing )");
        refuses(
                () -> folder.dataset(Map.of("levels", Map.of("background", 0, "lv", List.of(1, 0)))),
                "arguments: levels: level 0 is declared twice");
        refuses(() -> folder.dataset(Map.of("channels", 2)), "arguments: channels: found 2, allowed are 1 and 3");
        folder.pair("a");
        refuses(
                () -> folder.dataset(Map.of("group", "^(.*?)-IM-")).samples(),
                "arguments: group: id 'a' does not match '^(.*?)-IM-'");
        refuses(
                () -> folder.dataset(Map.of("group", "^(.*?)")).samples(),
                "arguments: group: the group in '^(.*?)' finds an empty text in the id 'a'; let it find more");
    }

    /** Wherever a file was cut off, it is refused by name; the decoder's own exceptions differ from place to place. */
    @Test
    void refusesATruncatedFileWhereverItWasCut() throws IOException {
        int[] values = new int[16 * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 37 % 251;
        }
        for (String format : List.of("png", "jpg", "tif")) {
            folder.write("images/a." + format, BufferedImage.TYPE_BYTE_GRAY, 16, 16, values);
            folder.write("masks/a.png", BufferedImage.TYPE_BYTE_GRAY, 16, 16, new int[16 * 16]);
            Map<String, ?> options = Map.of("images", "images/{id}." + format, "masks", "masks/{id}.png");
            byte[] whole = Files.readAllBytes(root.resolve("images/a." + format));
            folder.only(options);
            List<Integer> accepted = new ArrayList<>();
            // The last bytes of a PNG are the checksum and the end chunk, which carry no picture.
            for (int length = 0; length < whole.length - 20; length++) {
                Files.write(root.resolve("images/a." + format), Arrays.copyOf(whole, length));
                try {
                    folder.only(options);
                    accepted.add(length);
                } catch (UserError e) {
                    assertThat(e).hasMessageContaining("'images/a." + format + "'");
                }
            }
            assertThat(accepted).as(format).isEmpty();
        }
    }

    @Test
    void refusesOtherFilesAndHostileSizes() throws IOException {
        folder.pair("a");
        Files.writeString(root.resolve("images/a.png"), "not a picture");
        refuses(() -> folder.only(Map.of()), "image 'images/a.png' is not a PNG, JPEG or TIFF file");
        folder.write("b.gif", BufferedImage.TYPE_BYTE_GRAY, 1, 1, 0);
        Files.write(root.resolve("images/a.png"), Files.readAllBytes(root.resolve("b.gif")));
        refuses(() -> folder.only(Map.of()), "image 'images/a.png' is not a PNG, JPEG or TIFF file but GIF");
        folder.pair("a");
        byte[] png = Files.readAllBytes(root.resolve("images/a.png"));
        // The width and height of the header, and its checksum.
        for (int i = 16; i < 24; i++) {
            png[i] = (byte) (i % 4 == 0 ? 0x70 : 0);
        }
        CRC32 checksum = new CRC32();
        checksum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
        Files.write(root.resolve("images/a.png"), png);
        refuses(
                () -> folder.only(Map.of()),
                "image 'images/a.png' says it has 1879048192 x 1879048192 pixels, allowed are 134217728 in all; it is"
                        + " damaged, or must be reduced");
    }

    @Test
    void refusesImagesThatAreNeitherGreyNorColour() {
        int[] values = new int[8];
        WritableRaster raster = Raster.createInterleavedRaster(0, 2, 1, 4, null);
        raster.setPixels(0, 0, 2, 1, values);
        assertThatThrownBy(() -> Intensities.read(
                        new BufferedImage(
                                new ComponentColorModel(new FourColours(), false, false, 1, DataBuffer.TYPE_BYTE),
                                raster,
                                false,
                                null),
                        1,
                        "images/a.tif"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "image 'images/a.tif' has 4 channels; allowed are 1 (grey) and 3 (red, green, blue), each with"
                                + " or without transparency");
    }

    /** A stand-in for cyan, magenta, yellow and black. */
    private static final class FourColours extends ColorSpace {
        private static final long serialVersionUID = 1;

        FourColours() {
            super(TYPE_CMYK, 4);
        }

        @Override
        public float[] toRGB(float[] value) {
            return new float[3];
        }

        @Override
        public float[] fromRGB(float[] value) {
            return new float[4];
        }

        @Override
        public float[] toCIEXYZ(float[] value) {
            return new float[3];
        }

        @Override
        public float[] fromCIEXYZ(float[] value) {
            return new float[4];
        }
    }
}
