// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import java.util.function.DoubleUnaryOperator;
import org.septum.api.data.LabelMap;

/**
 * What the network's grid leaves out of a volume.
 *
 * @param pixels how many pixels each label has
 * @param outside how many of them lie outside the grid
 */
public record VolumeCut(String volume, long[] pixels, long[] outside) {

    /** Positions are not exact, and an image's outermost pixels lie just on the edge of a grid that is stretched over it. */
    private static final double TOLERANCE = 1e-6;

    public static VolumeCut none(String volume, int labels) {
        return new VolumeCut(volume, new long[labels], new long[labels]);
    }

    /** Adds a slice. */
    public void add(LabelMap labels, GridPlacement placement) {
        int top = first(placement.imageHeight(), placement.gridHeight(), placement::fromImageRow);
        int bottom = last(placement.imageHeight(), placement.gridHeight(), placement::fromImageRow);
        int left = first(placement.imageWidth(), placement.gridWidth(), placement::fromImageColumn);
        int right = last(placement.imageWidth(), placement.gridWidth(), placement::fromImageColumn);
        int[] values = labels.values();
        for (int row = 0, at = 0; row < labels.height(); row++) {
            boolean rowInside = row >= top && row <= bottom;
            for (int column = 0; column < labels.width(); column++, at++) {
                pixels[values[at]]++;
                if (!rowInside || column < left || column > right) {
                    outside[values[at]]++;
                }
            }
        }
    }

    /** Adds a slice all of whose pixels have the first label. */
    public void add(GridPlacement placement) {
        long rows = 1L
                + last(placement.imageHeight(), placement.gridHeight(), placement::fromImageRow)
                - first(placement.imageHeight(), placement.gridHeight(), placement::fromImageRow);
        long columns = 1L
                + last(placement.imageWidth(), placement.gridWidth(), placement::fromImageColumn)
                - first(placement.imageWidth(), placement.gridWidth(), placement::fromImageColumn);
        long all = (long) placement.imageHeight() * placement.imageWidth();
        pixels[0] += all;
        outside[0] += all - rows * columns;
    }

    private static int first(int image, int grid, DoubleUnaryOperator toGrid) {
        int at = 0;
        while (at < image && toGrid.applyAsDouble(at) < -grid / 2.0 - TOLERANCE) {
            at++;
        }
        return at;
    }

    private static int last(int image, int grid, DoubleUnaryOperator toGrid) {
        int at = image - 1;
        while (at >= 0 && toGrid.applyAsDouble(at) > grid / 2.0 + TOLERANCE) {
            at--;
        }
        return at;
    }

    /** The share of a label's pixels that lies outside; 0 where it has none. */
    public double share(int label) {
        return pixels[label] == 0 ? 0 : (double) outside[label] / pixels[label];
    }

    public boolean has(int label) {
        return pixels[label] > 0;
    }
}
