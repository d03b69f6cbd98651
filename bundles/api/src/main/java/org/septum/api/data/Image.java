// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

/**
 * An image in float32.
 *
 * @param values channel by channel, row by row: index (channel * height + row) * width + column
 */
public record Image(int channels, int height, int width, float[] values) {

    /**
     * @throws IllegalArgumentException if there are more or fewer values than pixels
     */
    public Image {
        if (values.length != (long) channels * height * width) {
            throw new IllegalArgumentException(
                    values.length + " values for " + channels + " x " + height + " x " + width + " pixels");
        }
    }
}
