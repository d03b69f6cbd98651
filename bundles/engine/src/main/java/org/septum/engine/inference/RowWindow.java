// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

/** One head's logits at those rows of a slice that tiles are being added to or that are still to be read. */
final class RowWindow {

    private final int channels;
    private final int width;
    private float[] values = new float[0];
    private int first;
    private int rows;

    /** @param width of the slice, in pixels of the network's */
    RowWindow(int channels, int width) {
        this.channels = channels;
        this.width = width;
    }

    /**
     * Holds some rows from now on: 0 where they are new.
     *
     * @param from the first of them; not before the first that was held
     * @param to the first that is not held
     */
    void hold(int from, int to) {
        int count = to - from;
        float[] held = new float[Math.multiplyExact(Math.multiplyExact(channels, count), width)];
        int kept = Math.max(0, Math.min(first + rows, to) - from);
        for (int channel = 0; channel < channels && kept > 0; channel++) {
            int at = (channel * rows + from - first) * width;
            System.arraycopy(values, at, held, channel * count * width, kept * width);
        }
        values = held;
        first = from;
        rows = count;
    }

    /**
     * Adds a tile.
     *
     * @param top its first row
     * @param left its first column
     * @param shares how much it counts at each of its rows, and at each of its columns
     * @param logits hold [channel, height, width] of the tile
     * @param from where they begin in it
     */
    void add(int top, int left, float[][] shares, float[] logits, int from) {
        float[] ofRows = shares[0];
        float[] ofColumns = shares[1];
        int next = from;
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < ofRows.length; row++) {
                int at = (channel * rows + top - first + row) * width + left;
                for (int column = 0; column < ofColumns.length; column++) {
                    values[at + column] += ofRows[row] * ofColumns[column] * logits[next++];
                }
            }
        }
    }

    GridRows held() {
        return new GridRows(values, first, rows, width);
    }
}
