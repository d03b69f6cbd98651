// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.List;

/**
 * From voxel indices to positions in mm, with axes towards the patient's right, front and head (RAS+).
 *
 * @param rows the upper three rows of the 4 x 4 matrix, row by row: 12 values; its columns belong to the image's column,
 *     row and slice index, counted from 0, and to 1
 */
public record Affine(List<Double> rows) {

    /**
     * @throws IllegalArgumentException if there are not 12 values
     */
    public Affine {
        rows = List.copyOf(rows);
        if (rows.size() != 12) {
            throw new IllegalArgumentException("an affine map has 12 values, found " + rows.size());
        }
    }
}
