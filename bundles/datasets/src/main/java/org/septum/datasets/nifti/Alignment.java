// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.util.ArrayList;
import java.util.List;

/**
 * How the voxels of a label file lie on those of its image: with axes exchanged or turned round, and in no other way.
 *
 * @param axes for the image's column, row and slice axis, which of these it is in the label file
 * @param reversed for each of the image's axes whether the label file runs along it the other way
 */
record Alignment(List<Integer> axes, List<Boolean> reversed) {

    /** Voxel on voxel. */
    static final Alignment AS_STORED = new Alignment(List.of(0, 1, 2), List.of(false, false, false));

    private static final List<List<Integer>> ORDERS = List.of(
            List.of(0, 1, 2), List.of(1, 0, 2), List.of(0, 2, 1), List.of(2, 1, 0), List.of(1, 2, 0), List.of(2, 0, 1));

    /** All under which a label file has the image's lengths; {@link #AS_STORED} first if it is among them. */
    static List<Alignment> of(int[] image, int[] labels) {
        List<Alignment> all = new ArrayList<>();
        for (List<Integer> order : ORDERS) {
            boolean fits = image[0] == labels[order.get(0)]
                    && image[1] == labels[order.get(1)]
                    && image[2] == labels[order.get(2)];
            for (int turns = 0; fits && turns < 8; turns++) {
                List<Boolean> reversed = new ArrayList<>();
                for (int axis = 0; axis < 3; axis++) {
                    reversed.add((turns >> axis & 1) == 1);
                }
                all.add(new Alignment(order, List.copyOf(reversed)));
            }
        }
        return all;
    }

    int axis(int ofImage) {
        return axes.get(ofImage);
    }

    boolean turned(int ofImage) {
        return reversed.get(ofImage);
    }

    /**
     * Labels in the order of the image's voxels.
     *
     * @param labels as stored
     * @param lengths of the label file: columns, rows, slices
     */
    int[] apply(int[] labels, int[] lengths) {
        if (equals(AS_STORED)) {
            return labels;
        }
        int[] strides = {1, lengths[0], lengths[0] * lengths[1]};
        int[] steps = new int[3];
        int[] counts = new int[3];
        int first = 0;
        for (int axis = 0; axis < 3; axis++) {
            counts[axis] = lengths[axis(axis)];
            steps[axis] = strides[axis(axis)] * (turned(axis) ? -1 : 1);
            first += turned(axis) ? (counts[axis] - 1) * strides[axis(axis)] : 0;
        }
        int[] turned = new int[labels.length];
        int at = 0;
        for (int slice = 0; slice < counts[2]; slice++) {
            for (int row = 0; row < counts[1]; row++) {
                int from = first + slice * steps[2] + row * steps[1];
                for (int column = 0; column < counts[0]; column++) {
                    turned[at++] = labels[from + column * steps[0]];
                }
            }
        }
        return turned;
    }
}
