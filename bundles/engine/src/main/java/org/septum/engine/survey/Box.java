// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import java.util.function.IntPredicate;
import org.septum.services.data.Fingerprint.Extent;

/** The box around all pixels of a volume that something is true of. */
final class Box {

    private int firstSlice = Integer.MAX_VALUE;
    private int lastSlice = -1;
    private int top = Integer.MAX_VALUE;
    private int bottom = -1;
    private int left = Integer.MAX_VALUE;
    private int right = -1;

    /** @param within whether it is true of the pixel at an index, row by row */
    void add(int slice, int height, int width, IntPredicate within) {
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                if (within.test(row * width + column)) {
                    top = Math.min(top, row);
                    bottom = Math.max(bottom, row);
                    left = Math.min(left, column);
                    right = Math.max(right, column);
                    firstSlice = Math.min(firstSlice, slice);
                    lastSlice = Math.max(lastSlice, slice);
                }
            }
        }
    }

    /** @param otherwise what it is if there is no such pixel */
    Extent extent(Extent otherwise) {
        return lastSlice < 0 ? otherwise : new Extent(lastSlice - firstSlice + 1, bottom - top + 1, right - left + 1);
    }
}
