// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import org.septum.api.augment.CoordinateMap;

/**
 * Moves every position by a smooth displacement: the uniform cubic B-spline through a coarse lattice of control
 * displacements. For speed the spline is evaluated once at eight nodes per cell and is linear between them, which departs
 * from it by at most 1/64 of the greatest control displacement. Beyond the lattice's extent the displacement of its edge
 * goes on.
 */
final class ElasticField implements CoordinateMap {

    private static final int NODES_PER_CELL = 8;

    private final double nodesPerPixel;
    private final int columns;
    private final int rows;
    private final double[] nodes;

    /**
     * @param cell the distance between control points, in pixels
     * @param columns how many cells wide the extent is; the lattice has three control points more, and both are centred
     * @param rows how many cells high the extent is
     * @param displacements in pixels, x and y alternating, control point by control point, row by row
     */
    ElasticField(double cell, int columns, int rows, double[] displacements) {
        this.nodesPerPixel = NODES_PER_CELL / cell;
        this.columns = columns * NODES_PER_CELL;
        this.rows = rows * NODES_PER_CELL;
        double[] alongWidth = refine(displacements, rows + 3, columns + 3, 2);
        this.nodes = refine(alongWidth, 1, rows + 3, 2 * (this.columns + 1));
    }

    /** Evaluates the spline along the middle one of three axes. */
    private static double[] refine(double[] control, int outer, int length, int inner) {
        int nodes = (length - 3) * NODES_PER_CELL + 1;
        double[] result = new double[outer * nodes * inner];
        for (int node = 0; node < nodes; node++) {
            int cell = Math.min(node / NODES_PER_CELL, length - 4);
            double t = (double) node / NODES_PER_CELL - cell;
            double[] weights = {far(1 - t), near(t), near(1 - t), far(t)};
            for (int o = 0; o < outer; o++) {
                int to = (o * nodes + node) * inner;
                for (int k = 0; k < 4; k++) {
                    int from = (o * length + cell + k) * inner;
                    for (int i = 0; i < inner; i++) {
                        result[to + i] += weights[k] * control[from + i];
                    }
                }
            }
        }
        return result;
    }

    /** The weight of a control point less than one cell away. */
    private static double near(double distance) {
        return distance * distance * (distance / 2 - 1) + 2.0 / 3;
    }

    /** The weight of a control point between one and two cells away, given how far it is from two. */
    private static double far(double fromTwo) {
        return fromTwo * fromTwo * fromTwo / 6;
    }

    @Override
    public void map(double[] point) {
        double u = within(point[0] * nodesPerPixel + columns / 2.0, columns);
        double v = within(point[1] * nodesPerPixel + rows / 2.0, rows);
        int column = Math.min((int) u, columns - 1);
        int row = Math.min((int) v, rows - 1);
        double right = u - column;
        double down = v - row;
        int above = 2 * (row * (columns + 1) + column);
        int below = above + 2 * (columns + 1);
        point[0] += (1 - down) * between(nodes[above], nodes[above + 2], right)
                + down * between(nodes[below], nodes[below + 2], right);
        point[1] += (1 - down) * between(nodes[above + 1], nodes[above + 3], right)
                + down * between(nodes[below + 1], nodes[below + 3], right);
    }

    private static double between(double left, double right, double part) {
        return left + (right - left) * part;
    }

    private static double within(double position, int end) {
        return position <= 0 ? 0 : position >= end ? end : position;
    }
}
