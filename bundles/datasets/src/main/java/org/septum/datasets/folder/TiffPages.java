// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/**
 * Tells whether a TIFF file has several pages. The JDK's reader counts them for ever where a page names itself, or an earlier
 * one, as the next (TIFF Revision 6.0, section 2: header and image file directory).
 */
final class TiffPages {

    private static final int FIRST_DIRECTORY = 4;
    private static final int BYTES_OF_ENTRY = 12;

    private TiffPages() {}

    /** Whether the first page names another; the stream is left where it was. */
    static boolean several(ImageInputStream stream) throws IOException {
        stream.mark();
        try {
            stream.seek(0);
            stream.setByteOrder(stream.readByte() == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            stream.seek(FIRST_DIRECTORY);
            stream.seek(stream.readUnsignedInt());
            long entries = stream.readUnsignedShort();
            stream.skipBytes(entries * BYTES_OF_ENTRY);
            return stream.readUnsignedInt() != 0;
        } finally {
            stream.reset();
        }
    }
}
