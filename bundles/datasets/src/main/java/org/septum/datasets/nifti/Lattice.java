// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.util.List;
import java.util.Locale;
import org.septum.api.data.Affine;
import org.septum.api.data.Spacing;

/**
 * Where the voxels of a volume lie in space.
 *
 * @param lengths the numbers of columns, rows and slices
 * @param affine from their indices to mm
 */
record Lattice(int[] lengths, Affine affine) {

    /** Positions that differ by no more than this share of the smallest edge of a voxel are the same. */
    private static final double SAME = 0.1;

    /** Voxel sizes and an affine map that differ by more tell different things. */
    private static final double OTHER_SIZE = 0.01;

    /** The greatest distance of the same corner in both, in mm. */
    double distance(Lattice other) {
        return distance(other, Alignment.AS_STORED);
    }

    /** The greatest distance, in mm, of a corner of this one from the same corner of labels that are aligned with it. */
    double distance(Lattice labels, Alignment alignment) {
        double greatest = 0;
        for (int corner = 0; corner < 8; corner++) {
            double[] own = new double[3];
            double[] others = new double[3];
            for (int axis = 0; axis < 3; axis++) {
                boolean far = (corner >> axis & 1) == 1;
                own[axis] = far ? lengths[axis] - 1 : 0;
                boolean otherEnd = far != alignment.turned(axis);
                others[alignment.axis(axis)] = otherEnd ? labels.lengths[alignment.axis(axis)] - 1 : 0;
            }
            double square = 0;
            for (int row = 0; row < 3; row++) {
                double difference = position(own, row) - labels.position(others, row);
                square += difference * difference;
            }
            greatest = Math.max(greatest, Math.sqrt(square));
        }
        return greatest;
    }

    /** How far positions may differ, in mm. */
    double tolerance() {
        double least = Double.MAX_VALUE;
        for (int axis = 0; axis < 3; axis++) {
            double edge = edge(axis);
            if (edge > 0) {
                least = Math.min(least, edge);
            }
        }
        return SAME * least;
    }

    /**
     * The same with the header's voxel sizes in place of those of the affine map, which some programs set to 1 mm: directions
     * and origin stay.
     */
    Lattice sized(Spacing spacing) {
        double[] sizes = {spacing.column(), spacing.row(), spacing.slice()};
        Double[] rows = affine.rows().toArray(Double[]::new);
        for (int axis = 0; axis < 3; axis++) {
            double edge = edge(axis);
            if (edge > 0 && sizes[axis] > 0 && Math.abs(edge / sizes[axis] - 1) > OTHER_SIZE) {
                for (int row = 0; row < 3; row++) {
                    rows[4 * row + axis] *= sizes[axis] / edge;
                }
            }
        }
        return new Lattice(lengths, new Affine(List.of(rows)));
    }

    private double edge(int axis) {
        return Math.hypot(Math.hypot(at(0, axis), at(1, axis)), at(2, axis));
    }

    private double at(int row, int column) {
        return affine.rows().get(4 * row + column);
    }

    private double position(double[] index, int row) {
        return at(row, 0) * index[0] + at(row, 1) * index[1] + at(row, 2) * index[2] + at(row, 3);
    }

    /** For messages. */
    String described() {
        return "first voxel at " + column(3) + " mm, from column to column " + column(0) + ", from row to row "
                + column(1) + ", from slice to slice " + column(2);
    }

    private String column(int column) {
        return String.format(
                Locale.ROOT, "(%.4g, %.4g, %.4g)", at(0, column) + 0.0, at(1, column) + 0.0, at(2, column) + 0.0);
    }
}
