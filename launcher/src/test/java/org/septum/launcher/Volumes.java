// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;

/** NIfTI files made for a test, byte by byte. */
final class Volumes {

    private static final int HEADER = 352;

    private Volumes() {}

    /**
     * Writes square slices of uint8 voxels of 1.5 x 1.5 x 5 mm, all alike, and makes the folders that the file lies in.
     *
     * @param value 0 to 255, of a row and a column
     */
    static void write(Path file, int size, int slices, IntBinaryOperator value) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + size * size * slices).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0, 348);
        bytes.put(344, new byte[] {'n', '+', '1', 0});
        int[] lengths = {3, size, size, slices};
        float[] sizes = {1.5f, 1.5f, 5};
        for (int i = 0; i < lengths.length; i++) {
            bytes.putShort(40 + 2 * i, (short) lengths[i]);
        }
        for (int i = 0; i < sizes.length; i++) {
            bytes.putFloat(80 + 4 * i, sizes[i]);
        }
        bytes.putShort(70, (short) 2).putShort(72, (short) 8).putFloat(108, HEADER);
        for (int i = 0; i < size * size * slices; i++) {
            bytes.put(HEADER + i, (byte) value.applyAsInt(i / size % size, i % size));
        }
        Files.createDirectories(file.getParent());
        Files.write(file, bytes.array());
    }
}
