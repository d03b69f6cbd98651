// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import java.util.Arrays;
import org.septum.engine.geometry.Tiling;

/**
 * How tiles lie along one axis of an image, and how much each counts there. Two axes make the tiles of an image; a tile counts
 * at a pixel with the product of its shares along both.
 *
 * @param starts the first pixel of each tile
 * @param shares for each tile its share at each of its pixels; at every pixel of the image the shares of all tiles add up to 1
 */
record TileAxis(int[] starts, float[][] shares) {

    /** A tile counts at its edges what a normal distribution of this deviation, in tiles, has there; nnU-Net's. */
    private static final double DEVIATION = 1.0 / 8;

    /**
     * @param length of the axis, in pixels
     * @param tile of a tile; no more than the length
     */
    static TileAxis of(int length, int tile, Tiling tiling) {
        int[] starts = starts(length, tile, tiling.step());
        double[] weights = tiling.gaussian() ? gaussian(tile) : uniform(tile);
        double[] sums = new double[length];
        for (int start : starts) {
            for (int i = 0; i < tile; i++) {
                sums[start + i] += weights[i];
            }
        }
        float[][] shares = new float[starts.length][tile];
        for (int at = 0; at < starts.length; at++) {
            for (int i = 0; i < tile; i++) {
                shares[at][i] = (float) (weights[i] / sums[starts[at] + i]);
            }
        }
        return new TileAxis(starts, shares);
    }

    /**
     * As few tiles as lie no further apart than the step and reach both ends, at equal distances, rounded to pixels.
     *
     * @param step as a share of a tile
     */
    static int[] starts(int length, int tile, double step) {
        int room = length - tile;
        int gaps = (int) Math.ceil(room / Math.max(1, tile * step));
        int[] starts = new int[gaps + 1];
        for (int at = 1; at <= gaps; at++) {
            starts[at] = (int) Math.rint((double) room * at / gaps);
        }
        return starts;
    }

    /** exp(-d^2 / (2 s^2)) for the distance d from the tile's middle and s of an eighth of the tile; from e^-8 to 1. */
    static double[] gaussian(int tile) {
        double middle = (tile - 1) / 2.0;
        double deviation = tile * DEVIATION;
        double[] weights = new double[tile];
        for (int i = 0; i < tile; i++) {
            double distance = (i - middle) / deviation;
            weights[i] = Math.exp(-distance * distance / 2);
        }
        return weights;
    }

    private static double[] uniform(int tile) {
        double[] weights = new double[tile];
        Arrays.fill(weights, 1);
        return weights;
    }

    int count() {
        return starts.length;
    }
}
