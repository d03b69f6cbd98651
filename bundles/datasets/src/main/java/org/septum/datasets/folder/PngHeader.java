// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** Looks for the orientation among a PNG file's chunks (eXIf: PNG Specification, third edition, section 11.3.4.5). */
final class PngHeader {

    private static final int FIRST_CHUNK = 8;
    private static final int MOST_CHUNKS = 100_000;
    private static final int EXIF = 'e' << 24 | 'X' << 16 | 'I' << 8 | 'f';

    private PngHeader() {}

    static Orientation orientation(ImageInputStream stream) throws IOException {
        Orientation orientation = Orientation.AS_STORED;
        long at = FIRST_CHUNK;
        for (int chunk = 0; chunk < MOST_CHUNKS && at + 12 <= stream.length(); chunk++) {
            stream.setByteOrder(ByteOrder.BIG_ENDIAN);
            stream.seek(at);
            long length = stream.readUnsignedInt();
            if (stream.readInt() == EXIF) {
                orientation = TiffDirectory.exif(stream, at + 8);
                break;
            }
            at += 12 + length;
        }
        stream.setByteOrder(ByteOrder.BIG_ENDIAN);
        stream.seek(0);
        return orientation;
    }
}
