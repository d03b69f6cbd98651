// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where the two versions of the format keep the fields of their headers. Version 1 has narrow fields, version 2 wide ones
 * (NIfTI Data Format Working Group, nifti1.h, 2003, and nifti2.h, 2011).
 *
 * @param size the number of bytes in a header, which is also its first number
 */
record NiftiVersion(
        int size,
        int magicAt,
        String magic,
        int dimensions,
        int type,
        int pixelSizes,
        int offset,
        int scaling,
        int units,
        int codes,
        int quaternion,
        int rows) {

    static final NiftiVersion ONE = new NiftiVersion(348, 344, "n+1\0", 40, 70, 76, 108, 112, 123, 252, 256, 280);
    static final NiftiVersion TWO =
            new NiftiVersion(540, 4, "n+2\0\r\n\032\n", 16, 12, 104, 168, 176, 500, 344, 352, 400);

    /** The first byte that can hold voxels: after the header and the four bytes that announce extensions. */
    int firstData() {
        return size + 4;
    }

    /** Whether the header says that the voxels are in the same file. */
    boolean isSingleFile(ByteBuffer header) {
        return magic(header).equals(magic);
    }

    /** Whether the header says that the voxels are in another file, whose name ends in .img. */
    boolean isPair(ByteBuffer header) {
        return magic(header).equals(magic.replace("n+", "ni"));
    }

    private String magic(ByteBuffer header) {
        byte[] bytes = new byte[magic.length()];
        header.get(magicAt, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The number of dimensions for 0, then each one's length. */
    long dimension(ByteBuffer header, int index) {
        return this == ONE ? header.getShort(dimensions + 2 * index) : header.getLong(dimensions + 8 * index);
    }

    int type(ByteBuffer header) {
        return header.getShort(type);
    }

    /** The handedness of the quaternion's axes for 0, then each dimension's voxel size. */
    double pixelSize(ByteBuffer header, int index) {
        return real(header, pixelSizes, index);
    }

    /** Where the voxels start. */
    double offset(ByteBuffer header) {
        return this == ONE ? header.getFloat(offset) : header.getLong(offset);
    }

    double slope(ByteBuffer header) {
        return real(header, scaling, 0);
    }

    double intercept(ByteBuffer header) {
        return real(header, scaling, 1);
    }

    /** The code of the unit of length. */
    int lengthUnit(ByteBuffer header) {
        return (this == ONE ? header.get(units) : header.getInt(units)) & 7;
    }

    /** What kind of space the quaternion leads to; 0 if there is no quaternion. */
    int quaternionCode(ByteBuffer header) {
        return this == ONE ? header.getShort(codes) : header.getInt(codes);
    }

    /** What kind of space the affine rows lead to; 0 if there are none. */
    int rowsCode(ByteBuffer header) {
        return this == ONE ? header.getShort(codes + 2) : header.getInt(codes + 4);
    }

    /** The quaternion's b, c and d, then the offsets of x, y and z. */
    double quaternion(ByteBuffer header, int index) {
        return real(header, quaternion, index);
    }

    /** The twelve numbers of the affine rows. */
    double row(ByteBuffer header, int index) {
        return real(header, rows, index);
    }

    private double real(ByteBuffer header, int at, int index) {
        return this == ONE ? header.getFloat(at + 4 * index) : header.getDouble(at + 8 * index);
    }

    /** Says in a header how and where voxels are stored, unscaled and without a meaning of their values. */
    void describeData(ByteBuffer header, NiftiType stored) {
        header.putShort(type, (short) stored.code());
        header.putShort(type + 2, (short) (8 * stored.bytes()));
        if (this == ONE) {
            header.putFloat(offset, firstData()).putFloat(scaling, 1).putFloat(scaling + 4, 0);
            clear(header, 56, 14); // intent parameters and code
            clear(header, 124, 8); // range to display
            clear(header, 140, 8); // range of the data
            clear(header, 328, 16); // intent name
        } else {
            header.putLong(offset, firstData()).putDouble(scaling, 1).putDouble(scaling + 8, 0);
            clear(header, 80, 24); // intent parameters
            clear(header, 192, 16); // range to display
            clear(header, 504, 20); // intent code and name
        }
    }

    private static void clear(ByteBuffer header, int from, int length) {
        header.put(from, new byte[length]);
    }
}
