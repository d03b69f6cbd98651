// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;

class ImageFolderTest {

    @TempDir
    Path root;

    private Dataset dataset(Map<String, ?> more) {
        Map<String, Object> levels = new LinkedHashMap<>();
        levels.put("background", 0);
        levels.put("lv", List.of(128, 255));
        Map<String, Object> options = new HashMap<>();
        options.put("root", root.toString());
        options.put("images", "images/{id}.png");
        options.put("masks", "masks/seg{id}.png");
        options.put("levels", levels);
        options.putAll(more);
        ImageFolderFactory factory = new ImageFolderFactory();
        return factory.create(Arguments.of(factory.options(), options));
    }

    /** Writes a picture with the given numbers, row by row and band by band. */
    private void write(String path, int type, int height, int width, int... values) {
        BufferedImage picture = new BufferedImage(width, height, type);
        picture.getRaster().setPixels(0, 0, width, height, values);
        write(path, picture);
    }

    private void write(String path, BufferedImage picture) {
        try {
            Files.createDirectories(root.resolve(path).getParent());
            String format = path.substring(path.lastIndexOf('.') + 1);
            assertThat(ImageIO.write(picture, format, root.resolve(path).toFile()))
                    .as(path)
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pair(String id) {
        write("images/" + id + ".png", BufferedImage.TYPE_BYTE_GRAY, 2, 3, 0, 51, 102, 153, 204, 255);
        write("masks/seg" + id + ".png", BufferedImage.TYPE_BYTE_GRAY, 2, 3, 0, 0, 255, 128, 0, 255);
    }

    private Sample only(Map<String, ?> options) {
        Dataset dataset = dataset(options);
        assertThat(dataset.samples()).hasSize(1);
        return dataset.load(dataset.samples().get(0));
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(UserError.class).hasMessage(message);
    }

    @Test
    void readsIntensitiesAndLabels() {
        pair("a");
        Sample sample = only(Map.of());
        assertThat(sample.image().height()).isEqualTo(2);
        assertThat(sample.image().width()).isEqualTo(3);
        assertThat(sample.image().values()).containsExactly(0f, 0.2f, 0.4f, 0.6f, 0.8f, 1f);
        assertThat(sample.labels().values()).containsExactly(0, 0, 1, 1, 0, 1);
        assertThat(dataset(Map.of()).labels()).containsExactly("background", "lv");
    }

    @Test
    void findsGroupsVolumesAndSlicesInTheId() {
        for (String id : List.of("SC-1-IM-0001-0100", "SC-1-IM-0001-0020", "SC-2-IM-0001-0007")) {
            pair(id);
        }
        Dataset dataset = dataset(Map.of("group", "^(.*?)-IM-", "spacing", List.of(1.5, 1.25, 8)));
        assertThat(dataset.samples())
                .extracting(SampleInfo::id)
                .containsExactly("SC-1-IM-0001-0020", "SC-1-IM-0001-0100", "SC-2-IM-0001-0007");
        assertThat(dataset.samples()).extracting(SampleInfo::group).containsExactly("SC-1", "SC-1", "SC-2");
        assertThat(dataset.samples()).extracting(SampleInfo::volume).containsExactly("SC-1", "SC-1", "SC-2");
        assertThat(dataset.samples()).extracting(SampleInfo::slice).containsExactly(0, 1, 0);
        assertThat(dataset.samples().get(0).spacing()).isEqualTo(Optional.of(new Spacing(1.5, 1.25, 8)));
        assertThat(dataset.samples().get(0).source()).isEqualTo("images/SC-1-IM-0001-0020.png");
        assertThat(dataset(Map.of()).samples())
                .allSatisfy(info -> assertThat(info.group()).isEqualTo(info.id()));
    }

    @Test
    void slicesAreOrderedByNumberAndNotByName() {
        pair("p-9");
        pair("p-10");
        assertThat(dataset(Map.of("group", "^(p)")).samples())
                .extracting(SampleInfo::id, SampleInfo::slice)
                .containsExactly(Tuple.tuple("p-10", 1), Tuple.tuple("p-9", 0));
    }

    @Test
    void anIdMaySpanFoldersAndMasksMayLieBesideImages() {
        write("p1/s1.png", BufferedImage.TYPE_BYTE_GRAY, 1, 1, 10);
        write("p1/s1_mask.png", BufferedImage.TYPE_BYTE_GRAY, 1, 1, 255);
        Sample sample = only(Map.of("images", "{id}.png", "masks", "{id}_mask.png", "group", "^(.*)/"));
        assertThat(sample.info().id()).isEqualTo("p1/s1");
        assertThat(sample.info().group()).isEqualTo("p1");
        assertThat(sample.labels().values()).containsExactly(1);
    }

    @Test
    void scalesSixteenBitsByTheirRange() {
        write("images/a.png", BufferedImage.TYPE_USHORT_GRAY, 1, 2, 65535, 13107);
        write("masks/sega.png", BufferedImage.TYPE_USHORT_GRAY, 1, 2, 0, 128);
        Sample sample = only(Map.of());
        assertThat(sample.image().values()).containsExactly(1f, 0.2f);
        assertThat(sample.labels().values()).containsExactly(0, 1);
    }

    @Test
    void readsTiffAndJpegImages() {
        int[] grey = new int[64];
        Arrays.fill(grey, 102);
        write("t.tif", BufferedImage.TYPE_USHORT_GRAY, 1, 2, 65535, 13107);
        write("j.jpg", BufferedImage.TYPE_BYTE_GRAY, 8, 8, grey);
        write("t_m.tif", BufferedImage.TYPE_BYTE_GRAY, 1, 2, 255, 0);
        write("j_m.png", BufferedImage.TYPE_BYTE_GRAY, 8, 8, new int[64]);
        assertThat(only(Map.of("images", "{id}.tif", "masks", "{id}_m.tif"))
                        .image()
                        .values())
                .containsExactly(1f, 0.2f);
        float[] expected = new float[64];
        Arrays.fill(expected, 0.4f);
        assertThat(only(Map.of("images", "{id}.jpg", "masks", "{id}_m.png"))
                        .image()
                        .values())
                .containsExactly(expected, within(0.005f));
    }

    @Test
    void convertsBetweenGreyAndColour() {
        write("images/a.png", BufferedImage.TYPE_3BYTE_BGR, 1, 2, 255, 0, 0, 51, 51, 51);
        write("masks/sega.png", BufferedImage.TYPE_BYTE_GRAY, 1, 2, 0, 0);
        assertThat(only(Map.of()).image().values()).containsExactly(0.299f, 0.2f);
        assertThat(only(Map.of("channels", 3)).image().values()).containsExactly(1f, 0.2f, 0f, 0.2f, 0f, 0.2f);
        write("images/a.png", BufferedImage.TYPE_BYTE_GRAY, 1, 2, 0, 255);
        assertThat(only(Map.of("channels", 3)).image().values()).containsExactly(0f, 1f, 0f, 1f, 0f, 1f);
    }

    @Test
    void looksUpThePaletteOfAnImageAndIgnoresTransparency() {
        byte[] red = {0, 51};
        byte[] green = {0, 102};
        byte[] blue = {0, (byte) 255};
        IndexColorModel palette = new IndexColorModel(8, 2, red, green, blue);
        BufferedImage indexed = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        indexed.getRaster().setPixels(0, 0, 2, 1, new int[] {1, 0});
        write("images/a.png", indexed);
        write("masks/sega.png", BufferedImage.TYPE_4BYTE_ABGR, 1, 2, 255, 255, 255, 7, 0, 0, 0, 255);
        Sample sample = only(Map.of("channels", 3));
        assertThat(sample.image().values()).containsExactly(0.2f, 0f, 0.4f, 0f, 1f, 0f);
        assertThat(sample.labels().values()).containsExactly(1, 0);
    }

    @Test
    void theLevelOfAPaletteMaskIsItsIndex() {
        pair("a");
        byte[] odd = {7, 9, 11};
        BufferedImage mask = new BufferedImage(
                3, 2, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 3, odd, new byte[3], odd));
        mask.getRaster().setPixels(0, 0, 3, 2, new int[] {0, 1, 2, 2, 1, 0});
        write("masks/sega.png", mask);
        Map<String, Object> levels = new LinkedHashMap<>();
        List.of("background", "rv", "lv").forEach(name -> levels.put(name, levels.size()));
        assertThat(only(Map.of("levels", levels)).labels().values()).containsExactly(0, 1, 2, 2, 1, 0);
    }

    @Test
    void aCachedSampleIsNotSpoiledByItsReceiver() {
        pair("a");
        Dataset dataset = dataset(Map.of());
        SampleInfo info = dataset.samples().get(0);
        for (int time = 0; time < 3; time++) {
            Sample sample = dataset.load(info);
            assertThat(sample.image().values()).containsExactly(0f, 0.2f, 0.4f, 0.6f, 0.8f, 1f);
            Arrays.fill(sample.image().values(), -1);
            Arrays.fill(sample.labels().values(), -1);
        }
    }

    @Test
    void aMissingFolderSaysWhereToGetTheData() {
        Path missing = root.resolve("none");
        refuses(
                () -> dataset(Map.of("root", missing.toString(), "source", "https://example.org, CC0"))
                        .samples(),
                "arguments: root: there is no folder '" + missing + "'.\n"
                        + "  Where the data come from: https://example.org, CC0\n"
                        + "  If you have the data elsewhere, give that folder as this dataset's 'root'.");
        refuses(
                () -> dataset(Map.of("root", "no/such")).samples(),
                "arguments: root: there is no folder 'no/such' ("
                        + Path.of("no/such").toAbsolutePath() + ").\n"
                        + "  If you have the data elsewhere, give that folder as this dataset's 'root'.");
    }

    @Test
    void noMatchingImageShowsWhatIsThere() throws IOException {
        refuses(
                () -> dataset(Map.of()).samples(),
                "arguments: images: no file below '" + root + "' matches 'images/{id}.png'; the folder has no files.\n"
                        + "  If you have the data elsewhere, give that folder as this dataset's 'root'.");
        Files.createDirectories(root.resolve("images"));
        Files.writeString(root.resolve("images/a.jpg"), "");
        Files.writeString(root.resolve("images/b.jpg"), "");
        refuses(
                () -> dataset(Map.of()).samples(),
                "arguments: images: no file below '" + root + "' matches 'images/{id}.png'; the folder has 2 files, for"
                        + " example 'images/a.jpg'.\n"
                        + "  If you have the data elsewhere, give that folder as this dataset's 'root'.");
    }

    @Test
    void namesTheImagesWithoutAMask() throws IOException {
        List.of("a", "b", "c", "d").forEach(this::pair);
        Files.delete(root.resolve("masks/segb.png"));
        refuses(
                () -> dataset(Map.of()).samples(),
                "arguments: masks: image 'images/b.png' has no mask: there is no file 'masks/segb.png' in '" + root
                        + "'");
        Files.delete(root.resolve("masks/segd.png"));
        refuses(
                () -> dataset(Map.of()).samples(),
                "arguments: masks: image 'images/b.png' has no mask: there is no file 'masks/segb.png' in '" + root
                        + "'; 1 more of 4 images have no mask");
    }

    @Test
    void refusesMasksThatDoNotFit() {
        pair("a");
        write("masks/sega.png", BufferedImage.TYPE_BYTE_GRAY, 2, 2, 0, 0, 0, 0);
        refuses(
                () -> only(Map.of()),
                "mask 'masks/sega.png' has 2 x 2 pixels, but its image 'images/a.png' has 2 x 3 (height x width)");
        write("masks/sega.png", BufferedImage.TYPE_BYTE_GRAY, 2, 3, 0, 0, 255, 7, 7, 254);
        refuses(() -> only(Map.of()), """
                mask 'masks/sega.png' has 2 levels, the first 7, that 'levels' does not declare.
                  found: 0 (2 pixels), 7 (2 pixels), 254 (1 pixel), 255 (1 pixel)
                  declared: background 0, lv 128/255""");
        write("masks/sega.png", BufferedImage.TYPE_3BYTE_BGR, 1, 2, 0, 0, 0, 255, 0, 0);
        refuses(
                () -> only(Map.of()),
                "mask 'masks/sega.png' is coloured (row 0, column 1); a mask must be grey or have a palette: one level for"
                        + " each label");
    }

    @Test
    void refusesJpegMasksByNameAndByContent() throws IOException {
        refuses(
                () -> dataset(Map.of("masks", "{id}_mask.JPG")),
                "arguments: masks: found '{id}_mask.JPG': JPEG changes grey levels, so that labels cannot be told apart;"
                        + " use PNG or TIFF masks");
        pair("a");
        write("mask.jpg", BufferedImage.TYPE_BYTE_GRAY, 2, 3, 0, 0, 0, 0, 0, 0);
        Files.move(root.resolve("mask.jpg"), root.resolve("masks/sega.png"), StandardCopyOption.REPLACE_EXISTING);
        refuses(
                () -> only(Map.of()),
                "mask 'masks/sega.png' is a JPEG file: JPEG changes grey levels, so that labels cannot be told apart; use"
                        + " PNG or TIFF masks");
    }

    @Test
    void refusesOptionsThatDoNotGoTogether() {
        refuses(
                () -> dataset(Map.of("images", "images/*.png")),
                "arguments: images: found 'images/*.png', which has no {id} for the part that differs from file to file;"
                        + " an example is images/{id}.png");
        refuses(
                () -> dataset(Map.of("group", "^.*-IM")),
                "arguments: group: found '^.*-IM', allowed is a regular expression with exactly one group in parentheses,"
                        + " for example ^(.*?)-");
        refuses(
                () -> dataset(Map.of("group", "(a")),
                "arguments: group: found '(a', which is not a regular expression: Unclosed group");
        refuses(
                () -> dataset(Map.of("levels", Map.of("background", 0, "lv", List.of(1, 0)))),
                "arguments: levels: level 0 is declared twice");
        refuses(() -> dataset(Map.of("channels", 2)), "arguments: channels: found 2, allowed are 1 and 3");
        pair("a");
        refuses(
                () -> dataset(Map.of("group", "^(.*?)-IM-")).samples(),
                "arguments: group: id 'a' does not match '^(.*?)-IM-'");
    }

    /** Wherever a file was cut off, it is refused by name; the decoder's own exceptions differ from place to place. */
    @Test
    void refusesATruncatedFileWhereverItWasCut() throws IOException {
        int[] values = new int[16 * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 37 % 251;
        }
        for (String format : List.of("png", "jpg", "tif")) {
            write("images/a." + format, BufferedImage.TYPE_BYTE_GRAY, 16, 16, values);
            write("masks/a.png", BufferedImage.TYPE_BYTE_GRAY, 16, 16, new int[16 * 16]);
            Map<String, ?> options = Map.of("images", "images/{id}." + format, "masks", "masks/{id}.png");
            byte[] whole = Files.readAllBytes(root.resolve("images/a." + format));
            only(options);
            List<Integer> accepted = new ArrayList<>();
            // The last bytes of a PNG are the checksum and the end chunk, which carry no picture.
            for (int length = 0; length < whole.length - 20; length++) {
                Files.write(root.resolve("images/a." + format), Arrays.copyOf(whole, length));
                try {
                    only(options);
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
        pair("a");
        Files.writeString(root.resolve("images/a.png"), "not a picture");
        refuses(() -> only(Map.of()), "image 'images/a.png' is not a PNG, JPEG or TIFF file");
        write("b.gif", BufferedImage.TYPE_BYTE_GRAY, 1, 1, 0);
        Files.write(root.resolve("images/a.png"), Files.readAllBytes(root.resolve("b.gif")));
        refuses(() -> only(Map.of()), "image 'images/a.png' is not a PNG, JPEG or TIFF file but GIF");
        pair("a");
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
                () -> only(Map.of()),
                "image 'images/a.png' says it has 1879048192 x 1879048192 pixels, allowed are 33554432 in all; it is"
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
