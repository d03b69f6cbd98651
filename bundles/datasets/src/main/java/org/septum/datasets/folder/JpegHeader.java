// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;
import org.septum.api.UserError;

/** Looks at the segments before a JPEG file's picture: how it is to be turned, and whether the JDK's reader knows its kind. */
final class JpegHeader {

    private static final int START_OF_SCAN = 0xda;
    private static final int EXIF = 0xe1;

    /** Before the picture; single bytes that only fill a gap are counted too. */
    private static final int MOST_SEGMENTS = 10_000;

    /** Baseline, extended and progressive, in Huffman's code. */
    private static final Set<Integer> READ_FRAMES = Set.of(0xc0, 0xc1, 0xc2);

    private static final Set<Integer> FRAMES =
            Set.of(0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf);

    private JpegHeader() {}

    /**
     * @param what the file as messages name it
     * @return how the picture is turned to be seen
     * @throws UserError if it is stored in a way that is not read
     * @throws IOException if it has more segments than any has
     */
    static Orientation check(ImageInputStream stream, String what) throws IOException {
        Orientation orientation = Orientation.AS_STORED;
        long at = 2;
        for (int segment = 0; at + 4 <= stream.length(); segment++) {
            if (segment == MOST_SEGMENTS) {
                throw new IOException("it has more than " + MOST_SEGMENTS + " segments before its picture");
            }
            stream.setByteOrder(ByteOrder.BIG_ENDIAN);
            stream.seek(at);
            int fill = stream.readUnsignedByte();
            int marker = stream.readUnsignedByte();
            if (fill != 0xff || marker == START_OF_SCAN) {
                break;
            }
            if (marker == 0xff) {
                at++;
                continue;
            }
            int length = stream.readUnsignedShort();
            if (FRAMES.contains(marker)) {
                checkFrame(stream, marker, what);
            } else if (marker == EXIF && length >= 16 && orientation == Orientation.AS_STORED) {
                orientation = exif(stream, at + 4);
            }
            at += 2 + length;
        }
        stream.setByteOrder(ByteOrder.BIG_ENDIAN);
        stream.seek(0);
        return orientation;
    }

    private static void checkFrame(ImageInputStream stream, int marker, String what) throws IOException {
        int bits = stream.readUnsignedByte();
        stream.skipBytes(4);
        int components = stream.readUnsignedByte();
        if (!READ_FRAMES.contains(marker)) {
            throw TiffHeader.unread(what, "is a JPEG file without loss, or in arithmetic code");
        }
        if (bits != 8) {
            throw TiffHeader.unread(what, "is a JPEG file of " + bits + " bits");
        }
        if (components != 1 && components != 3) {
            throw new UserError(what + " is a JPEG file of " + components
                    + " colours, as for printing (CMYK), which is not read; save it in grey or in red, green and blue");
        }
    }

    /** The segment may hold something else than Exif data, or end with the file. */
    private static Orientation exif(ImageInputStream stream, long at) throws IOException {
        byte[] mark = new byte[6];
        stream.seek(at);
        int read = stream.read(mark);
        return new String(mark, 0, Math.max(0, read), StandardCharsets.ISO_8859_1).equals("Exif\0\0")
                ? TiffDirectory.exif(stream, at + mark.length)
                : Orientation.AS_STORED;
    }
}
