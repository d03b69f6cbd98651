// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

/** Divides a matrix of pixels by channels, or any run of floats, into pieces that fit the processor's nearest cache. */
public record Rows(int rows, int length, int rowsPerPart) {

    /** Floats in a piece: 32 KB, so that a kernel's few arrays stay in a 1 to 2 MB second-level cache. */
    private static final int PIECE = 8192;

    /** Pieces of whole rows. */
    public static Rows of(int rows, int length) {
        return new Rows(rows, length, Math.max(1, Math.min(rows, PIECE / Math.max(1, length))));
    }

    /** Pieces of a run of floats. */
    public static Rows flat(int elements) {
        return of(elements, 1);
    }

    public int parts() {
        return (rows + rowsPerPart - 1) / rowsPerPart;
    }

    public int firstRow(int part) {
        return part * rowsPerPart;
    }

    /** The rows of a part; the last one may have fewer. */
    public int rowsOf(int part) {
        return Math.min(rowsPerPart, rows - firstRow(part));
    }

    /** The longest piece, in floats. */
    public int largest() {
        return rowsPerPart * length;
    }
}
