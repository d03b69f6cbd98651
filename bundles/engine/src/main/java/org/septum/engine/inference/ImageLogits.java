// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import java.util.function.DoubleUnaryOperator;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.sample.ActiveHead;

/**
 * Logits taken back from the grid to the image's own pixels, bilinear between grid pixels.
 *
 * @param values channel by channel, row by row, of some rows of the image
 * @param covered whether the grid covers each of their pixels; null where it covers all of them
 */
public record ImageLogits(float[] values, boolean[] covered) {

    /**
     * Resamples the logits of one sample.
     *
     * @param grid [channel, height, width] of the grid
     */
    public static ImageLogits of(float[] grid, GridPlacement placement) {
        GridRows all = new GridRows(grid, 0, placement.gridHeight(), placement.gridWidth());
        return of(all, placement, 0, placement.imageHeight());
    }

    /**
     * The same for some rows of the image.
     *
     * @param grid from the first to the last of the grid's rows that these need
     * @param from the first of the rows
     * @param height how many
     */
    static ImageLogits of(GridRows grid, GridPlacement placement, int from, int height) {
        if (placement.isIdentity()) {
            return new ImageLogits(rows(grid, from, height), null);
        }
        int width = placement.imageWidth();
        int channels = grid.channels();
        int plane = grid.rows() * grid.width();
        float[] of = grid.values();
        float[] values = new float[channels * height * width];
        boolean[] covered = new boolean[height * width];
        Axis columns = Axis.of(0, width, placement.gridWidth(), placement::fromImageColumn);
        Axis rows = Axis.of(from, height, placement.gridHeight(), placement::fromImageRow);
        for (int row = 0; row < height; row++) {
            int top = (rows.first[row] - grid.first()) * grid.width();
            int bottom = (rows.second[row] - grid.first()) * grid.width();
            for (int column = 0; column < width; column++) {
                int pixel = row * width + column;
                covered[pixel] = rows.covered[row] && columns.covered[column];
                if (covered[pixel]) {
                    float fx = columns.share[column];
                    float fy = rows.share[row];
                    for (int channel = 0; channel < channels; channel++) {
                        int base = channel * plane;
                        int left = base + columns.first[column];
                        int right = base + columns.second[column];
                        float above = of[top + left] * (1 - fx) + of[top + right] * fx;
                        float below = of[bottom + left] * (1 - fx) + of[bottom + right] * fx;
                        values[channel * height * width + pixel] = above * (1 - fy) + below * fy;
                    }
                }
            }
        }
        return new ImageLogits(values, covered);
    }

    /** The first of the grid's rows that a row of the image needs. */
    static int firstGridRow(GridPlacement placement, int row) {
        return Axis.of(row, 1, placement.gridHeight(), placement::fromImageRow).first[0];
    }

    /** The last of the grid's rows that a row of the image needs. */
    static int lastGridRow(GridPlacement placement, int row) {
        return Axis.of(row, 1, placement.gridHeight(), placement::fromImageRow).second[0];
    }

    private static float[] rows(GridRows grid, int from, int height) {
        if (from == grid.first() && height == grid.rows()) {
            return grid.values();
        }
        int pixels = height * grid.width();
        float[] rows = new float[grid.channels() * pixels];
        for (int channel = 0; channel < grid.channels(); channel++) {
            int at = (channel * grid.rows() + from - grid.first()) * grid.width();
            System.arraycopy(grid.values(), at, rows, channel * pixels, pixels);
        }
        return rows;
    }

    /**
     * The class of each pixel; the background where the network's grid does not reach.
     *
     * @param pixels how many there are, row by row
     */
    public int[] decide(ActiveHead head, int pixels) {
        int[] decision = new int[pixels];
        head.head().decide(values, decision);
        for (int pixel = 0; covered != null && pixel < pixels; pixel++) {
            if (!covered[pixel]) {
                decision[pixel] = 0;
            }
        }
        return decision;
    }

    /**
     * The probability of each class at each pixel, class by class; the background is sure where the grid does not reach.
     *
     * @param pixels how many there are, row by row
     */
    public float[] probabilities(ActiveHead head, int pixels) {
        float[] probabilities = new float[head.classes().size() * pixels];
        head.head().probabilities(values, pixels, probabilities);
        for (int i = 0; covered != null && i < probabilities.length; i++) {
            if (!covered[i % pixels]) {
                probabilities[i] = i < pixels ? 1 : 0;
            }
        }
        return probabilities;
    }

    /** The position in the image's grid of rows, or of columns, of the image. */
    private record Axis(int[] first, int[] second, float[] share, boolean[] covered) {

        static Axis of(int from, int size, int gridSize, DoubleUnaryOperator fromImage) {
            Axis axis = new Axis(new int[size], new int[size], new float[size], new boolean[size]);
            for (int i = 0; i < size; i++) {
                double position = fromImage.applyAsDouble(from + i) + (gridSize - 1) / 2.0;
                // Half a pixel beyond the outermost centres still lies on the grid: there the edge is repeated.
                axis.covered[i] = position >= -0.5 && position <= gridSize - 0.5;
                double inside = Math.min(Math.max(position, 0), gridSize - 1);
                axis.first[i] = (int) inside;
                axis.second[i] = Math.min(axis.first[i] + 1, gridSize - 1);
                axis.share[i] = (float) (inside - axis.first[i]);
            }
            return axis;
        }
    }
}
