// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.normalization;

/** A factor and an offset for each channel. */
public final class Channelwise {

    private Channelwise() {}

    /** values = values * factor + offset, row by row. */
    public static void affine(float[] values, int rows, int channels, float[] factor, float[] offset) {
        for (int row = 0; row < rows; row++) {
            int at = row * channels;
            for (int c = 0; c < channels; c++) {
                values[at + c] = values[at + c] * factor[c] + offset[c];
            }
        }
    }
}
