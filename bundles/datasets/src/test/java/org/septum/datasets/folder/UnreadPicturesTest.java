// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThatThrownBy(() -> PictureFile.read(root.resolve("a"), "image", "a"))
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
        refuses("II+\0\10\0\0\0".getBytes(StandardCharsets.ISO_8859_1), "is a BigTIFF file" + SAVE);
        refuses("MM\0+\0\10\0\0".getBytes(StandardCharsets.ISO_8859_1), "is a BigTIFF file" + SAVE);
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

    @Test
    void emptyFiles() throws IOException {
        refuses(new byte[0], "is empty (0 bytes); get it again");
    }
}
