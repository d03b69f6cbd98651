// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.septum.api.data.Affine;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;

/**
 * Where the axes of a volume point in the patient, as its affine map tells.
 *
 * @param axes the unit vectors of column, row and slice index, towards the patient's right, front and head
 */
record AxisDirections(double[][] axes) {

    /** Axes that are further from one another than this, by their cosine, point elsewhere: 60 degrees. */
    private static final double ELSEWHERE = 0.5;

    private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    private static final String POSITIVE = "RAS";
    private static final String NEGATIVE = "LPI";

    /** Empty where the files do not tell, or tell only what programs write that know no directions. */
    static Optional<AxisDirections> of(SampleInfo info) {
        return info.affine()
                .filter(affine -> !isPlaceholder(affine, info.spacing()))
                .flatMap(AxisDirections::of);
    }

    private static Optional<AxisDirections> of(Affine affine) {
        return along(new double[][] {column(affine, 0), column(affine, 1), column(affine, 2)});
    }

    /** The mean of directions that differ little; empty if there are none. */
    static Optional<AxisDirections> mean(List<AxisDirections> all) {
        double[][] sums = new double[3][3];
        for (int axis = 0; axis < 3; axis++) {
            for (AxisDirections one : all) {
                for (int row = 0; row < 3; row++) {
                    sums[axis][row] += one.axes[axis][row];
                }
            }
        }
        return along(sums);
    }

    /** The directions of vectors of any length; empty where one of them has none. */
    private static Optional<AxisDirections> along(double[][] vectors) {
        for (double[] vector : vectors) {
            double length = length(vector);
            if (!(length > 0) || !Double.isFinite(length)) {
                return Optional.empty();
            }
            for (int row = 0; row < 3; row++) {
                vector[row] /= length;
            }
        }
        return Optional.of(new AxisDirections(vectors));
    }

    /** What a step along an axis (column, row or slice index) changes in the scanner's position. */
    private static double[] column(Affine affine, int axis) {
        List<Double> rows = affine.rows();
        return new double[] {rows.get(axis), rows.get(4 + axis), rows.get(8 + axis)};
    }

    private static double length(double[] vector) {
        return Math.hypot(Math.hypot(vector[0], vector[1]), vector[2]);
    }

    /** Reads what {@link #write} has written; empty if there is nothing. */
    static Optional<AxisDirections> read(JsonNode node) {
        double[][] axes = new double[3][3];
        for (int axis = 0; axis < 3; axis++) {
            for (int row = 0; row < 3; row++) {
                axes[axis][row] = node.path(3 * axis + row).asDouble();
            }
            if (!(length(axes[axis]) > 0)) {
                return Optional.empty();
            }
        }
        return Optional.of(new AxisDirections(axes));
    }

    /** Axis by axis. */
    void write(ArrayNode node) {
        for (double[] axis : axes) {
            for (double value : axis) {
                node.add(value);
            }
        }
    }

    /** How far a step along an axis (column, row or slice index) leads, in mm. */
    static double edge(Affine affine, int axis) {
        return length(column(affine, axis));
    }

    /**
     * Whether an affine map has voxels of 1 mm along the scanner's own axes although the voxels are of another size: some
     * programs, such as those that made the ACDC data, write this where they know neither sizes nor directions.
     */
    static boolean isPlaceholder(Affine affine, Optional<Spacing> spacing) {
        for (int axis = 0; axis < 3; axis++) {
            boolean unit = Arrays.stream(column(affine, axis)).allMatch(value -> value == 0 || Math.abs(value) == 1);
            if (!unit || edge(affine, axis) != 1) {
                return false;
            }
        }
        return spacing.isEmpty()
                || spacing.get().row() != 1
                || spacing.get().column() != 1
                || spacing.get().slice() != 1;
    }

    /** A letter for each axis, for example {@code LAS}: towards left, front and head; of oblique axes the nearest ones. */
    String code() {
        int[] best = ORDERS[0];
        for (int[] order : ORDERS) {
            best = nearness(order) > nearness(best) ? order : best;
        }
        StringBuilder code = new StringBuilder();
        for (int axis = 0; axis < 3; axis++) {
            code.append((axes[axis][best[axis]] < 0 ? NEGATIVE : POSITIVE).charAt(best[axis]));
        }
        return code.toString();
    }

    private double nearness(int[] order) {
        return Math.abs(axes[0][order[0]]) + Math.abs(axes[1][order[1]]) + Math.abs(axes[2][order[2]]);
    }

    /** Whether an axis points elsewhere than the same axis of another volume; oblique volumes of one kind differ little. */
    boolean elsewhere(AxisDirections other) {
        for (int axis = 0; axis < 3; axis++) {
            double cosine = 0;
            for (int row = 0; row < 3; row++) {
                cosine += axes[axis][row] * other.axes[axis][row];
            }
            if (cosine < ELSEWHERE) {
                return true;
            }
        }
        return false;
    }
}
