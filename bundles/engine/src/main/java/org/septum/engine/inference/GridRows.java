// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

/**
 * Logits at some rows of the network's pixels on a slice.
 *
 * @param values [channel, row, column]
 * @param first the first of the rows
 * @param rows how many there are
 * @param width in pixels
 */
record GridRows(float[] values, int first, int rows, int width) {

    int channels() {
        return values.length / (rows * width);
    }
}
