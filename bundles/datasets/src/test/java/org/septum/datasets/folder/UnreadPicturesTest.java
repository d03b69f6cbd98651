// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;

/** Files that are in order and not read: the message says what they are and how to save them, not that they are damaged. */
class UnreadPicturesTest {

    private static final String SAVE =
            ", which is not read; save it as PNG, or as TIFF without compression, of unsigned numbers of 8 or 16 bits";

    @TempDir
    private Path root;

    /** The directory of a big-endian TIFF file, by pairs of a tag and its number. */
    private static byte[] tiff(int... tags) {
        ByteBuffer tiff = ByteBuffer.allocate(14 + 6 * tags.length);
        tiff.put("MM\0*\0\0\0\10".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) (tags.length / 2));
        for (int i = 0; i < tags.length; i += 2) {
            tiff.putShort((short) tags[i])
                    .putShort((short) 3)
                    .putInt(1)
                    .putShort((short) tags[i + 1])
                    .putShort((short) 0);
        }
        return tiff.array();
    }

    private void refuses(byte[] file, String message) throws IOException {
        Files.write(root.resolve("a"), file);
        assertThatThrownBy(() -> PictureFile.read(root.resolve("a"), "image 'a'"))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("image 'a' " + message);
    }

    @Test
    void kindsOfTiff() throws IOException {
        refuses(tiff(258, 16, 259, 5, 317, 2), "is a TIFF file of 16 bits compressed with a predictor" + SAVE);
        refuses(tiff(258, 16, 259, 8, 317, 2), "is a TIFF file of 16 bits compressed with a predictor" + SAVE);
        refuses(tiff(258, 32, 259, 8, 317, 3), "is a TIFF file compressed with predictor 3" + SAVE);
        refuses(tiff(258, 8, 259, 34925), "is a TIFF file compressed by LZMA" + SAVE);
        refuses(tiff(258, 8, 259, 50000), "is a TIFF file compressed by Zstandard" + SAVE);
        refuses(tiff(258, 8, 259, 77), "is a TIFF file compressed by number 77" + SAVE);
        refuses(tiff(258, 16, 259, 1, 339, 2), "is a TIFF file of signed numbers" + SAVE);
        refuses(
                tiff(258, 32, 259, 1, 339, 3),
                "is a TIFF file of floating-point numbers, whose range is not known" + SAVE);
        refuses(tiff(258, 32, 259, 1, 339, 1), "is a TIFF file of 32 bits" + SAVE);
        refuses(tiff(258, 64, 259, 1, 339, 1), "is a TIFF file of 64 bits" + SAVE);
        refuses("II+\0\10\0\0\0".getBytes(StandardCharsets.ISO_8859_1), "is a BigTIFF file" + SAVE);
        refuses("MM\0+\0\10\0\0".getBytes(StandardCharsets.ISO_8859_1), "is a BigTIFF file" + SAVE);
    }

    @Test
    void channelsOfTiff() throws IOException {
        String allowed = "; allowed are 1 (grey) and 3 (red, green, blue), each with or without transparency";
        refuses(tiff(258, 8, 262, 2, 277, 4, 338, 0), "is a TIFF file of 4 channels" + allowed);
        refuses(tiff(258, 8, 262, 2, 277, 4), "is a TIFF file of 4 channels" + allowed);
        refuses(tiff(258, 8, 262, 1, 277, 2, 338, 0), "is a TIFF file of 2 channels" + allowed);
        refuses(tiff(258, 8, 262, 2, 277, 5, 338, 2), "is a TIFF file of 5 channels" + allowed);
        refuses(
                tiff(258, 8, 262, 5, 277, 4),
                "is a TIFF file in the colours of print (CMYK), which is not read; save it in grey or in red, green and"
                        + " blue");
    }

    @Test
    void whatIsNoPicture() throws IOException {
        refuses(
                "version https://git-lfs.github.com/spec/v1\noid sha256:0\n".getBytes(StandardCharsets.ISO_8859_1),
                "is not a PNG, JPEG or TIFF file: it is a pointer of Git LFS, which stands for the file; 'git lfs pull' in"
                        + " its repository gets it");
        refuses(
                "<!DOCTYPE html><html>".getBytes(StandardCharsets.ISO_8859_1),
                "is not a PNG, JPEG or TIFF file: it is a web page, such as a server sends in the place of a file; get the"
                        + " file again");
    }

    @Test
    void labelsInTransparency() {
        BufferedImage mask = new BufferedImage(2, 2, BufferedImage.TYPE_4BYTE_ABGR);
        mask.getRaster().setPixel(0, 0, new int[] {0, 0, 0, 255});
        assertThatThrownBy(() -> GreyLevels.read(mask, "m.png"))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage(
                        "mask 'm.png' seems to have its labels in its transparency: 3 of 4 pixels are transparent, and all"
                                + " have the grey level 0; make the labels grey levels");
        mask.getRaster().setPixel(1, 1, new int[] {7, 7, 7, 255});
        assertThat(GreyLevels.read(mask, "m.png")).containsExactly(0, 0, 0, 7);
    }

    /** A JPEG file whose first frame says something else than it holds. */
    @Test
    void kindsOfJpeg() throws IOException {
        new PictureFolder(root).write("j.jpg", BufferedImage.TYPE_BYTE_GRAY, 8, 8, new int[64]);
        byte[] jpeg = Files.readAllBytes(root.resolve("j.jpg"));
        int frame = 0;
        while ((jpeg[frame] & 0xff) != 0xff || (jpeg[frame + 1] & 0xff) != 0xc0) {
            frame++;
        }
        byte[] four = jpeg.clone();
        four[frame + 9] = 4;
        refuses(
                four,
                "is a JPEG file of 4 colours, as for printing (CMYK), which is not read; save it in grey or in red, green"
                        + " and blue");
        byte[] deep = jpeg.clone();
        deep[frame + 4] = 12;
        refuses(deep, "is a JPEG file of 12 bits" + SAVE);
        byte[] lossless = jpeg.clone();
        lossless[frame + 1] = (byte) 0xc3;
        refuses(lossless, "is a JPEG file without loss, or in arithmetic code" + SAVE);
    }

    /** Each of these was looked at for minutes. */
    @Test
    void endlessHeaders() throws IOException {
        byte[] fill = new byte[1 << 20];
        Arrays.fill(fill, (byte) 0xff);
        fill[1] = (byte) 0xd8;
        refuses(
                fill,
                "cannot be decoded (it has more than 10000 segments before its picture); it is damaged or incomplete: get it"
                        + " again");
        int[] tags = new int[2 * 4097];
        for (int i = 0; i < tags.length; i += 2) {
            tags[i] = 258;
            tags[i + 1] = 8;
        }
        refuses(
                tiff(tags),
                "cannot be decoded (its directory says it has 4097 entries); it is damaged or incomplete: get it again");
    }

    @Test
    void emptyFiles() throws IOException {
        refuses(new byte[0], "is empty (0 bytes); get it again");
    }
}
