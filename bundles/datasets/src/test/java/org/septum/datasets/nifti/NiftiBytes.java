// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes NIfTI files byte by byte from the format's definition, valid or not. */
public final class NiftiBytes {

    private final boolean second;
    private final ByteBuffer header;
    private byte[] extension = new byte[0];
    private byte[] data = new byte[0];

    private NiftiBytes(boolean second, ByteOrder order) {
        this.second = second;
        this.header = ByteBuffer.allocate(second ? 540 : 348).order(order);
        header.putInt(0, header.capacity());
        header.put(second ? 4 : 344, (second ? "n+2\0\r\n\032\n" : "n+1\0").getBytes(StandardCharsets.ISO_8859_1));
        offset(header.capacity() + 4);
    }

    public static NiftiBytes first(ByteOrder order) {
        return new NiftiBytes(false, order);
    }

    public static NiftiBytes second(ByteOrder order) {
        return new NiftiBytes(true, order);
    }

    /** A stack of uint8 voxels of 1.5 x 1.25 x 8 mm (x, y, slice). */
    public static NiftiBytes bytes(int width, int height, int slices, int... values) {
        byte[] data = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            data[i] = (byte) values[i];
        }
        return first(ByteOrder.LITTLE_ENDIAN)
                .lengths(width, height, slices)
                .type(2, 8)
                .voxelSizes(1.5, 1.25, 8)
                .data(data);
    }

    public NiftiBytes lengths(long... lengths) {
        length(0, lengths.length);
        for (int i = 0; i < lengths.length; i++) {
            length(i + 1, lengths[i]);
        }
        return this;
    }

    /** The number of dimensions for 0. */
    public NiftiBytes length(int index, long value) {
        if (second) {
            header.putLong(16 + 8 * index, value);
        } else {
            header.putShort(40 + 2 * index, (short) value);
        }
        return this;
    }

    public NiftiBytes type(int code, int bits) {
        header.putShort(second ? 12 : 70, (short) code).putShort(second ? 14 : 72, (short) bits);
        return this;
    }

    public NiftiBytes voxelSizes(double... sizes) {
        for (int i = 0; i < sizes.length; i++) {
            real(second ? 104 : 76, i + 1, sizes[i]);
        }
        return this;
    }

    public NiftiBytes offset(double offset) {
        if (second) {
            header.putLong(168, (long) offset);
        } else {
            header.putFloat(108, (float) offset);
        }
        return this;
    }

    /** The affine rows (sform): twelve numbers, with a code. */
    public NiftiBytes rows(double... rows) {
        if (second) {
            header.putInt(348, 2);
        } else {
            header.putShort(254, (short) 2);
        }
        for (int i = 0; i < rows.length; i++) {
            real(second ? 400 : 280, i, rows[i]);
        }
        return this;
    }

    /** The quaternion's b, c and d and the offsets (qform), with a code. */
    public NiftiBytes quaternion(double... numbers) {
        if (second) {
            header.putInt(344, 1);
        } else {
            header.putShort(252, (short) 1);
        }
        for (int i = 0; i < numbers.length; i++) {
            real(second ? 352 : 256, i, numbers[i]);
        }
        return this;
    }

    public NiftiBytes scaling(double slope, double intercept) {
        real(second ? 176 : 112, 0, slope);
        real(second ? 176 : 112, 1, intercept);
        return this;
    }

    /** Any field by its position. */
    public NiftiBytes put(int at, byte... bytes) {
        header.put(at, bytes);
        return this;
    }

    public NiftiBytes extension(int bytes) {
        extension = new byte[bytes];
        return offset(header.capacity() + 4 + bytes);
    }

    public NiftiBytes data(byte... bytes) {
        data = bytes;
        return this;
    }

    private void real(int at, int index, double value) {
        if (second) {
            header.putDouble(at + 8 * index, value);
        } else {
            header.putFloat(at + 4 * index, (float) value);
        }
    }

    /** The whole file, not compressed. */
    public byte[] plain() {
        return ByteBuffer.allocate(header.capacity() + 4 + extension.length + data.length)
                .put(header.array())
                .putInt(0)
                .put(extension)
                .put(data)
                .array();
    }

    /** Writes the file, compressed where its name ends in .gz. */
    public void write(Path file) {
        write(file, file.toString().endsWith(".gz") ? gzip(plain()) : plain());
    }

    public static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
