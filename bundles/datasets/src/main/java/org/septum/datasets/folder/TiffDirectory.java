// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.stream.ImageInputStream;

/**
 * The whole numbers in a TIFF structure's first directory, which Exif data consist of as well (TIFF Revision 6.0, section
 * 2: header and image file directory).
 *
 * @param values of each tag with up to 64 numbers of 8, 16 or 32 bits; of any other tag none
 * @param next where the next directory starts, 0 if there is none
 */
record TiffDirectory(Map<Integer, List<Long>> values, long next) {

    private static final int MOST = 64;

    /** Files have a few dozen; the reading of each takes some calls of the system. */
    private static final int MOST_ENTRIES = 4096;

    /** The bytes of a number by its type: unknown, byte, text, short, long. */
    private static final int[] BYTES = {0, 1, 0, 2, 4};

    /**
     * Reads it, and leaves the stream somewhere.
     *
     * @param start where the structure starts, with II or MM
     * @throws IOException if the file ends before, or the directory says it has more entries than any has
     */
    static TiffDirectory read(ImageInputStream stream, long start) throws IOException {
        stream.seek(start);
        stream.setByteOrder(stream.readByte() == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        stream.seek(start + 4);
        stream.seek(start + stream.readUnsignedInt());
        Map<Integer, List<Long>> values = new HashMap<>();
        int entries = stream.readUnsignedShort();
        if (entries > MOST_ENTRIES) {
            throw new IOException("its directory says it has " + entries + " entries");
        }
        for (int i = 0; i < entries; i++) {
            int tag = stream.readUnsignedShort();
            int type = stream.readUnsignedShort();
            long count = stream.readUnsignedInt();
            long value = stream.getStreamPosition();
            int bytes = type < BYTES.length ? BYTES[type] : 0;
            if (bytes > 0 && count <= MOST) {
                if (count * bytes > 4) {
                    stream.seek(start + stream.readUnsignedInt());
                }
                Long[] numbers = new Long[(int) count];
                for (int n = 0; n < numbers.length; n++) {
                    numbers[n] = bytes == 1
                            ? stream.readUnsignedByte()
                            : bytes == 2 ? stream.readUnsignedShort() : stream.readUnsignedInt();
                }
                // What is told twice: whoever reads it next may take either.
                values.computeIfAbsent(tag, key -> new ArrayList<>()).addAll(List.of(numbers));
            } else {
                values.computeIfAbsent(tag, key -> new ArrayList<>());
            }
            stream.seek(value + 4);
        }
        return new TiffDirectory(values, stream.readUnsignedInt());
    }

    /** A tag's first number. */
    long first(int tag, long otherwise) {
        List<Long> numbers = values.getOrDefault(tag, List.of());
        return numbers.isEmpty() ? otherwise : numbers.get(0);
    }

    /** A tag's numbers; empty where it is missing. */
    List<Long> all(int tag) {
        return values.getOrDefault(tag, List.of());
    }

    /** Whether there is a tag whose numbers are not such. */
    boolean isOdd(int tag) {
        return values.containsKey(tag) && values.get(tag).isEmpty();
    }

    Orientation orientation() {
        return Orientation.of(first(Orientation.TAG, 1));
    }

    /** The orientation in Exif data, which do not spoil the picture where they cannot be read. */
    static Orientation exif(ImageInputStream stream, long start) {
        try {
            return read(stream, start).orientation();
        } catch (IOException | RuntimeException e) {
            return Orientation.AS_STORED;
        }
    }
}
