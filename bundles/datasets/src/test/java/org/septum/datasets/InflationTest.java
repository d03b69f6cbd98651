// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.data.VolumeFormat;
import org.septum.datasets.folder.PictureFormatFactory;
import org.septum.datasets.nifti.NiftiBytes;
import org.septum.datasets.nifti.NiftiFormatFactory;

/** Small files that become large are read where there is memory for them, and refused where there cannot be. */
class InflationTest {

    private final VolumeFormat nifti = new NiftiFormatFactory().create(Arguments.of(Options.none(), Map.of()));
    private final VolumeFormat pictures = new PictureFormatFactory().create(Arguments.of(Options.none(), Map.of()));

    @TempDir
    private Path folder;

    /** 10 million voxels in 10 kB, a thousand to one: most labels are almost empty. */
    @Test
    void volumesOfZerosAreRead() {
        Path file = folder.resolve("a.nii.gz");
        NiftiBytes.bytes(500, 500, 40).data(new byte[10_000_000]).write(file);
        assertThat(file).satisfies(small -> assertThat(Files.size(small)).isLessThan(15_000));
        assertThat(nifti.read(file, 1).slices()).hasSize(40);
    }

    @Test
    void picturesOfZeros() throws IOException {
        Path file = folder.resolve("a.png");
        Files.write(file, png(6000, 6000 - 500, new byte[0], new byte[(6000 + 1) * 5500]));
        assertThat(file).satisfies(small -> assertThat(Files.size(small)).isLessThan(50_000));
        assertThat(pictures.read(file, 1).slices()).hasSize(1);
        Files.write(file, png(6000, 5592, new byte[0], new byte[(6000 + 1) * 5592]));
        assertThat(pictures.read(file, 1).slices()).hasSize(1);
        Files.write(file, png(5000, 6000, new byte[0], new byte[100]));
        assertThatThrownBy(() -> pictures.read(file, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("says it has 6000 x 5000 pixels of 8 bits, which")
                .hasMessageContaining("bytes cannot hold");
    }

    /** A compressed text of 100 million characters beside the picture is not looked at. */
    @Test
    void textsInPicturesAreLeftAlone() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1));
        text.write(deflated(new byte[100_000_000]));
        Path file = Files.write(folder.resolve("a.png"), png(2, 2, text.toByteArray(), new byte[] {0, 1, 2, 0, 3, 4}));
        assertThat(pictures.read(file, 1).slices().get(0).values())
                .containsExactly(1 / 255f, 2 / 255f, 3 / 255f, 4 / 255f);
    }

    /** The JDK's reader counts the pages of such a file for ever. */
    @Test
    void pagesInACircleAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("a.tif"), tiff(8, 8));
        assertThatThrownBy(() -> pictures.read(file, 1))
                .isInstanceOf(UserError.class)
                .hasMessage("image '" + file + "' has several pages; allowed is one");
    }

    /** The JDK's reader makes a table of 2^28 numbers for such a file. */
    @Test
    void samplesOfManyBitsAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("a.tif"), tiff(28, 0));
        assertThatThrownBy(() -> pictures.read(file, 1))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "image '" + file + "' is a TIFF file of 28 bits, which is not read; save it as PNG, or as TIFF"
                                + " without compression, of unsigned numbers of 8 or 16 bits");
    }

    /** The directory of a TIFF file of 2 x 2 pixels. */
    private static byte[] tiff(int bits, int nextPage) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream tiff = new DataOutputStream(bytes);
        tiff.writeBytes("MM\0*");
        tiff.writeInt(8);
        tiff.writeShort(3);
        for (int tag = 0x100; tag <= 0x102; tag++) {
            tiff.writeShort(tag);
            tiff.writeShort(3);
            tiff.writeInt(1);
            tiff.writeShort(tag == 0x102 ? bits : 2);
            tiff.writeShort(0);
        }
        tiff.writeInt(nextPage);
        return bytes.toByteArray();
    }

    /** An 8-bit grey PNG. */
    private static byte[] png(int width, int height, byte[] text, byte[] rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream png = new DataOutputStream(bytes);
        png.writeLong(0x89504e470d0a1a0aL);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 0, 0, 0, 0});
        chunk(png, "IHDR", header.toByteArray());
        if (text.length > 0) {
            chunk(png, "zTXt", text);
        }
        chunk(png, "IDAT", deflated(rows));
        chunk(png, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream png, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        png.writeInt(data.length);
        png.write(name);
        png.write(data);
        png.writeInt((int) sum.getValue());
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(compressed)) {
            out.write(bytes);
        }
        return compressed.toByteArray();
    }
}
