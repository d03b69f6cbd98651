// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

/**
 * The label of each pixel: an index into the dataset's {@link Dataset#labels() labels}.
 *
 * @param values row by row: index row * width + column
 */
public record LabelMap(int height, int width, int[] values) {

    /**
     * @throws IllegalArgumentException if there are more or fewer values than pixels
     */
    public LabelMap {
        if (values.length != (long) height * width) {
            throw new IllegalArgumentException(values.length + " values for " + height + " x " + width + " pixels");
        }
    }
}
