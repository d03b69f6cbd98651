// SPDX-License-Identifier: Apache-2.0
package org.septum.postprocessing;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.septum.api.postprocessing.DecidedVolume;

/**
 * The connected components of the pixels that have certain classes.
 *
 * @param of for each pixel, slice by slice, the component's index; -1 for pixels of other classes
 * @param sizes the pixels of each component; components are numbered by their first pixel
 */
record Components(int[] of, int[] sizes) {

    static final int NONE = -1;

    /** What counts as a neighbour. */
    enum Neighbours {
        /** Pixels that share a side, in the same slice. */
        PLANE_SIDES(false, false),
        /** Pixels that share a side or a corner, in the same slice. */
        PLANE_CORNERS(false, true),
        /** Pixels that share a side, of the next slices too: 6 for each. */
        VOLUME_SIDES(true, false),
        /** Pixels that share a side, an edge or a corner, of the next slices too: 26 for each. */
        VOLUME_CORNERS(true, true);

        private final boolean slices;
        private final boolean corners;

        Neighbours(boolean slices, boolean corners) {
            this.slices = slices;
            this.corners = corners;
        }

        /** The neighbours that come before a pixel: steps of slice, row and column. */
        private int[][] before() {
            int[][] steps = new int[13][];
            int count = 0;
            for (int slice = slices ? -1 : 0; slice <= 0; slice++) {
                for (int row = -1; row <= 1; row++) {
                    for (int column = -1; column <= 1; column++) {
                        boolean isBefore = slice < 0 || row < 0 || (row == 0 && column < 0);
                        boolean touches = corners || Math.abs(slice) + Math.abs(row) + Math.abs(column) == 1;
                        if (isBefore && touches) {
                            steps[count++] = new int[] {slice, row, column};
                        }
                    }
                }
            }
            return Arrays.copyOf(steps, count);
        }
    }

    /** Finds them by joining each pixel with its neighbours before it (union-find with path halving). */
    static Components of(DecidedVolume volume, IntPredicate classes, Neighbours neighbours) {
        int pixels = volume.pixels();
        int[] parent = new int[Math.multiplyExact(pixels, volume.slices().size())];
        int[][] before = neighbours.before();
        for (int slice = 0; slice < volume.slices().size(); slice++) {
            int[] decided = volume.slices().get(slice);
            for (int pixel = 0; pixel < pixels; pixel++) {
                int at = slice * pixels + pixel;
                if (!classes.test(decided[pixel])) {
                    parent[at] = NONE;
                    continue;
                }
                parent[at] = at;
                for (int[] step : before) {
                    int row = pixel / volume.width() + step[1];
                    int column = pixel % volume.width() + step[2];
                    boolean inside = slice + step[0] >= 0
                            && row >= 0
                            && row < volume.height()
                            && column >= 0
                            && column < volume.width();
                    int neighbour = (slice + step[0]) * pixels + row * volume.width() + column;
                    if (inside && parent[neighbour] != NONE) {
                        join(parent, at, neighbour);
                    }
                }
            }
        }
        return numbered(parent);
    }

    /** The component whose first pixel comes first stays the root. */
    private static void join(int[] parent, int one, int other) {
        int a = root(parent, one);
        int b = root(parent, other);
        parent[Math.max(a, b)] = Math.min(a, b);
    }

    private static int root(int[] parent, int pixel) {
        int at = pixel;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    private static Components numbered(int[] parent) {
        int[] of = new int[parent.length];
        int[] sizes = new int[16];
        int count = 0;
        for (int at = 0; at < parent.length; at++) {
            if (parent[at] == NONE) {
                of[at] = NONE;
            } else {
                int root = root(parent, at);
                if (root == at && count == sizes.length) {
                    sizes = Arrays.copyOf(sizes, 2 * count);
                }
                of[at] = root == at ? count++ : of[root];
                sizes[of[at]]++;
            }
        }
        return new Components(of, Arrays.copyOf(sizes, count));
    }

    /** The largest one; of equally large ones the first. {@link #NONE} if there is none. */
    int largest() {
        int largest = NONE;
        for (int i = 0; i < sizes.length; i++) {
            if (largest == NONE || sizes[i] > sizes[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /** Makes the pixels of all components that are not kept background. */
    void keep(DecidedVolume volume, IntPredicate kept) {
        int pixels = volume.pixels();
        for (int at = 0; at < of.length; at++) {
            if (of[at] != NONE && !kept.test(of[at])) {
                volume.slices().get(at / pixels)[at % pixels] = 0;
            }
        }
    }
}
