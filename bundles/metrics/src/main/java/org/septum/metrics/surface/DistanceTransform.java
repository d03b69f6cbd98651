// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.surface;

import java.util.Arrays;

/**
 * The exact squared Euclidean distance of every voxel to the nearest of some sites, in time linear in the number of
 * voxels: one pass along each axis, in which a line's values become the lower envelope of the parabolas that stand on
 * them (P. F. Felzenszwalb and D. P. Huttenlocher, "Distance transforms of sampled functions", Theory of Computing 8,
 * 2012). Voxels may be longer along one axis than along another.
 */
final class DistanceTransform {

    private final double[] squares;

    /** The line in work. */
    private final double[] line;

    /** Where the parabolas of the envelope stand, their values there, and where each begins to be the lowest. */
    private final int[] places;

    private final double[] values;
    private final double[] begins;

    private DistanceTransform(Lattice lattice, int[] sites) {
        squares = new double[lattice.size()];
        Arrays.fill(squares, Double.POSITIVE_INFINITY);
        for (int site : sites) {
            squares[site] = 0;
        }
        int longest = Math.max(lattice.depth(), Math.max(lattice.height(), lattice.width()));
        line = new double[longest];
        places = new int[longest];
        values = new double[longest];
        begins = new double[longest];
    }

    /**
     * The squared distance in mm² of each voxel's centre to that of the nearest site; infinite if there are no sites.
     *
     * @param sites indices of voxels
     */
    static double[] squared(Lattice lattice, int[] sites) {
        DistanceTransform transform = new DistanceTransform(lattice, sites);
        int slice = lattice.height() * lattice.width();
        transform.pass(lattice.width(), 1, lattice.spacing().column());
        transform.pass(lattice.height(), lattice.width(), lattice.spacing().row());
        if (lattice.depth() > 1) {
            transform.pass(lattice.depth(), slice, lattice.spacing().slice());
        }
        return transform.squares;
    }

    /** Transforms all lines along one axis, whose neighbours are {@code stride} apart. */
    private void pass(int length, int stride, double spacing) {
        for (int block = 0; block < squares.length; block += length * stride) {
            for (int start = block; start < block + stride; start++) {
                int parabolas = envelope(start, length, stride, spacing);
                if (parabolas > 0) {
                    fill(parabolas, start, length, stride, spacing);
                }
            }
        }
    }

    /** Finds the parabolas that are lowest somewhere, and returns how many they are. */
    private int envelope(int start, int length, int stride, double spacing) {
        int count = 0;
        for (int place = 0; place < length; place++) {
            double value = squares[start + place * stride];
            if (value == Double.POSITIVE_INFINITY) {
                continue;
            }
            double begin = Double.NEGATIVE_INFINITY;
            while (count > 0) {
                begin = crossing(places[count - 1], values[count - 1], place, value, spacing);
                if (begin > begins[count - 1]) {
                    break;
                }
                count--;
            }
            places[count] = place;
            values[count] = value;
            begins[count] = count == 0 ? Double.NEGATIVE_INFINITY : begin;
            count++;
        }
        return count;
    }

    /** From where on the right one of two parabolas is the lower. */
    private static double crossing(int left, double leftValue, int right, double rightValue, double spacing) {
        return (left + right + (rightValue - leftValue) / (spacing * spacing * (right - left))) / 2;
    }

    private void fill(int parabolas, int start, int length, int stride, double spacing) {
        int parabola = 0;
        for (int place = 0; place < length; place++) {
            while (parabola + 1 < parabolas && begins[parabola + 1] <= place) {
                parabola++;
            }
            double distance = spacing * (place - places[parabola]);
            line[place] = distance * distance + values[parabola];
        }
        for (int place = 0; place < length; place++) {
            squares[start + place * stride] = line[place];
        }
    }
}
