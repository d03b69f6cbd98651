// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

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
