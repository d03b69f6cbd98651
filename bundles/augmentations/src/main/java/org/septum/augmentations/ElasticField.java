// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import org.septum.api.augment.CoordinateMap;

/**
 * Moves every position by a smooth displacement: the uniform cubic B-spline through a coarse lattice of control
 * displacements. Beyond the lattice's extent the displacement of its edge goes on.
 */
final class ElasticField implements CoordinateMap {

    private final double cell;
    private final int columns;
    private final int rows;
    private final double[] displacements;

    /**
     * @param cell the distance between control points, in pixels
     * @param columns how many cells wide the extent is; the lattice has three control points more, and both are centred
     * @param rows how many cells high the extent is
     * @param displacements in pixels, x and y alternating, control point by control point, row by row
     */
    ElasticField(double cell, int columns, int rows, double[] displacements) {
        this.cell = cell;
        this.columns = columns;
        this.rows = rows;
        this.displacements = displacements;
    }

    @Override
    public void map(double[] point) {
        double u = Math.min(Math.max(point[0] / cell + columns / 2.0, 0), columns);
        double v = Math.min(Math.max(point[1] / cell + rows / 2.0, 0), rows);
        int column = Math.min((int) u, columns - 1);
        int row = Math.min((int) v, rows - 1);
        double t = u - column;
        double a0 = first(t);
        double a1 = second(t);
        double a2 = second(1 - t);
        double a3 = first(1 - t);
        t = v - row;
        double b0 = first(t);
        double b1 = second(t);
        double b2 = second(1 - t);
        double b3 = first(1 - t);
        int stride = 2 * (columns + 3);
        int at = row * stride + 2 * column;
        double[] d = displacements;
        double x = 0;
        double y = 0;
        for (int k = 0; k < 4; k++, at += stride) {
            double b = k == 0 ? b0 : k == 1 ? b1 : k == 2 ? b2 : b3;
            x += b * (a0 * d[at] + a1 * d[at + 2] + a2 * d[at + 4] + a3 * d[at + 6]);
            y += b * (a0 * d[at + 1] + a1 * d[at + 3] + a2 * d[at + 5] + a3 * d[at + 7]);
        }
        point[0] += x;
        point[1] += y;
    }

    /** The weight of the control point one cell before the position's own; mirrored, of the last one. */
    private static double first(double t) {
        double s = 1 - t;
        return s * s * s / 6;
    }

    private static double second(double t) {
        return t * t * (t / 2 - 1) + 2.0 / 3;
    }
}
