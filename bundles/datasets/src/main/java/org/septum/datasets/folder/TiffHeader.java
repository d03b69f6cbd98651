// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;
import org.septum.api.UserError;

/**
 * Looks at what the JDK's reader of TIFF files trusts: it counts pages for ever where one names itself, or an earlier one, as
 * the next, and makes a table of 2^n entries for samples of n bits (TIFF Revision 6.0, section 2: header and image file
 * directory).
 */
final class TiffHeader {

    private static final int FIRST_DIRECTORY = 4;
    private static final int BITS_PER_SAMPLE = 258;
    private static final int SHORT = 3;
    private static final int MOST_SAMPLES = 64;

    private TiffHeader() {}

    /**
     * @param what the file as messages name it
     * @throws UserError if there are several pages, or samples of so many bits as no picture has
     */
    static void check(ImageInputStream stream, String what) throws IOException {
        stream.seek(0);
        stream.setByteOrder(stream.readByte() == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        stream.seek(FIRST_DIRECTORY);
        stream.seek(stream.readUnsignedInt());
        int entries = stream.readUnsignedShort();
        for (int i = 0; i < entries; i++) {
            int tag = stream.readUnsignedShort();
            int type = stream.readUnsignedShort();
            long count = stream.readUnsignedInt();
            long value = stream.getStreamPosition();
            if (tag == BITS_PER_SAMPLE) {
                if (type != SHORT || count > MOST_SAMPLES) {
                    throw new UserError(what + " cannot be decoded (its bits per sample are no list of numbers); it is"
                            + " damaged or incomplete: get it again");
                }
                checkBits(stream, count, what);
            }
            stream.seek(value + 4);
        }
        if (stream.readUnsignedInt() != 0) {
            throw new UserError(what + " has several pages; allowed is one");
        }
        stream.seek(0);
    }

    private static void checkBits(ImageInputStream stream, long count, String what) throws IOException {
        if (count > 2) {
            stream.seek(stream.readUnsignedInt());
        }
        for (int i = 0; i < count; i++) {
            int bits = stream.readUnsignedShort();
            if (bits > 16 && bits != 32 && bits != 64) {
                throw new UserError(what + " has samples of " + bits + " bits; allowed are 8 and 16");
            }
        }
    }
}
