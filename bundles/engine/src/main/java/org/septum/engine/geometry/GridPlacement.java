// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import java.util.Locale;
import org.septum.api.UserError;
import org.septum.api.data.Grid;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;

/**
 * How the network's grid lies on one image, and the way back. Positions on the grid are relative to its centre, as in
 * {@link org.septum.api.augment.CoordinateMap}; positions in the image are in pixels from its first pixel's centre.
 *
 * @param pitch the distance between grid pixels, in pixels of the image
 * @param centreRow the position of the grid's centre in the image
 * @param centreColumn the position of the grid's centre in the image
 */
public record GridPlacement(
        int imageHeight,
        int imageWidth,
        int gridHeight,
        int gridWidth,
        Grid.Pitch pitch,
        double centreRow,
        double centreColumn) {

    /** An image that is larger than the grid may have so many of its pixels: 16384 x 16384. */
    private static final double MOST_PIXELS = 1L << 28;

    /** A share of a pixel that is none: sizes in mm are not exact. */
    private static final double TOLERANCE = 1e-6;

    public static GridPlacement of(
            Grid grid, SampleInfo info, int imageHeight, int imageWidth, int gridHeight, int gridWidth) {
        Grid.Pitch pitch = grid.pitch(imageHeight, imageWidth, info.spacing(), gridHeight, gridWidth);
        return new GridPlacement(
                imageHeight,
                imageWidth,
                gridHeight,
                gridWidth,
                pitch,
                centre(imageHeight, gridHeight, pitch.row()),
                centre(imageWidth, gridWidth, pitch.column()));
    }

    /** An image that has the grid's size and pixels. */
    public static GridPlacement identity(int height, int width) {
        return new GridPlacement(
                height, width, height, width, new Grid.Pitch(1, 1), (height - 1) / 2.0, (width - 1) / 2.0);
    }

    /**
     * The same pixels, as many of them as it takes to reach every pixel of the image; itself where it does.
     *
     * @throws UserError if that are more than can be predicted
     */
    public GridPlacement covering() {
        double rows = Math.max(gridHeight, Math.ceil(imageHeight / pitch.row() - TOLERANCE));
        double columns = Math.max(gridWidth, Math.ceil(imageWidth / pitch.column() - TOLERANCE));
        if (rows * columns > Math.max(MOST_PIXELS, (double) gridHeight * gridWidth)) {
            throw new UserError("an image of " + imageHeight + " x " + imageWidth + " pixels has "
                    + String.format(Locale.ROOT, "%.0f x %.0f", rows, columns)
                    + " of the network's, allowed are " + (long) MOST_PIXELS
                    + " in all for an image that is predicted in tiles; use images of fewer pixels, or a data.grid with"
                    + " a larger spacing");
        }
        int height = (int) rows;
        int width = (int) columns;
        return height == gridHeight && width == gridWidth
                ? this
                : new GridPlacement(
                        imageHeight,
                        imageWidth,
                        height,
                        width,
                        pitch,
                        centre(imageHeight, height, pitch.row()),
                        centre(imageWidth, width, pitch.column()));
    }

    /**
     * Some of the grid's pixels, as a grid of their own.
     *
     * @param top the first of its rows
     * @param left the first of its columns
     */
    public GridPlacement part(int top, int left, int height, int width) {
        double y = top + (height - gridHeight) / 2.0;
        double x = left + (width - gridWidth) / 2.0;
        return new GridPlacement(imageHeight, imageWidth, height, width, pitch, toImageRow(y), toImageColumn(x));
    }

    /**
     * How this lies on another grid of the same pixels.
     *
     * @param extent as {@link #covering} gives it
     */
    public GridPlacement on(GridPlacement extent) {
        return new GridPlacement(
                extent.gridHeight,
                extent.gridWidth,
                gridHeight,
                gridWidth,
                new Grid.Pitch(1, 1),
                extent.fromImageRow(centreRow) + (extent.gridHeight - 1) / 2.0,
                extent.fromImageColumn(centreColumn) + (extent.gridWidth - 1) / 2.0);
    }

    /** The middle of the image, or half a pixel before it where a pure crop would otherwise fall between the pixels. */
    private static double centre(int image, int grid, double pitch) {
        double middle = (image - 1) / 2.0;
        boolean between = pitch == 1 && (image - grid) % 2 != 0;
        return between ? middle - 0.5 : middle;
    }

    /** The spacing of the grid's pixels on an image of this spacing. */
    public Spacing onGrid(Spacing image) {
        return new Spacing(image.row() * pitch.row(), image.column() * pitch.column(), image.slice());
    }

    /** Whether every grid pixel is the image's pixel in the same place. */
    public boolean isIdentity() {
        return pitch.row() == 1 && pitch.column() == 1 && imageHeight == gridHeight && imageWidth == gridWidth;
    }

    public double toImageRow(double y) {
        return y * pitch.row() + centreRow;
    }

    public double toImageColumn(double x) {
        return x * pitch.column() + centreColumn;
    }

    public double fromImageRow(double row) {
        return (row - centreRow) / pitch.row();
    }

    public double fromImageColumn(double column) {
        return (column - centreColumn) / pitch.column();
    }
}
