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
public record ImageLogits(float[] values, boolean[] covered) implements PredictedPixels {

    /**
     * Resamples the logits of one sample.
     *
     * @param grid [channel, height, width] of the grid
     */
    public static ImageLogits of(float[] grid, GridPlacement placement) {
        return of(grid, placement, 0, placement.imageHeight());
    }

    /**
     * The same for some rows of the image.
     *
     * @param grid [channel, height, width] of the grid
     * @param from the first of the rows
     * @param height how many
     */
    static ImageLogits of(float[] grid, GridPlacement placement, int from, int height) {
        int gridPixels = placement.gridHeight() * placement.gridWidth();
        int channels = grid.length / gridPixels;
        int width = placement.imageWidth();
        if (placement.isIdentity()) {
            return new ImageLogits(rows(grid, channels, gridPixels, from * width, height * width), null);
        }
        float[] values = new float[channels * height * width];
        boolean[] covered = new boolean[height * width];
        Axis columns = Axis.of(0, width, placement.gridWidth(), placement::fromImageColumn);
        Axis rows = Axis.of(from, height, placement.gridHeight(), placement::fromImageRow);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int pixel = row * width + column;
                covered[pixel] = rows.covered[row] && columns.covered[column];
                if (covered[pixel]) {
                    int top = rows.first[row] * placement.gridWidth();
                    int bottom = rows.second[row] * placement.gridWidth();
                    float fx = columns.share[column];
                    float fy = rows.share[row];
                    for (int channel = 0; channel < channels; channel++) {
                        int base = channel * gridPixels;
                        int left = base + columns.first[column];
                        int right = base + columns.second[column];
                        float above = grid[top + left] * (1 - fx) + grid[top + right] * fx;
                        float below = grid[bottom + left] * (1 - fx) + grid[bottom + right] * fx;
                        values[channel * height * width + pixel] = above * (1 - fy) + below * fy;
                    }
                }
            }
        }
        return new ImageLogits(values, covered);
    }

    private static float[] rows(float[] grid, int channels, int gridPixels, int from, int pixels) {
        if (pixels == gridPixels) {
            return grid;
        }
        float[] rows = new float[channels * pixels];
        for (int channel = 0; channel < channels; channel++) {
            System.arraycopy(grid, channel * gridPixels + from, rows, channel * pixels, pixels);
        }
        return rows;
    }

    @Override
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

    @Override
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
