// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.surface;

import org.septum.api.data.Spacing;

/** A box of voxels, held slice by slice and row by row. */
record Lattice(int depth, int height, int width, Spacing spacing) {

    /** The number of voxels. */
    int size() {
        return Math.toIntExact((long) depth * height * width);
    }

    /** The distance in mm between the centres of opposite corners, the largest between any two voxels. */
    double diagonal() {
        return Math.hypot(
                Math.hypot((height - 1) * spacing.row(), (width - 1) * spacing.column()),
                depth == 1 ? 0 : (depth - 1) * spacing.slice());
    }
}
