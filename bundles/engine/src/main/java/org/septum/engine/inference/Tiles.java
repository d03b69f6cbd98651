// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import org.septum.api.data.Image;
import org.septum.api.data.SampleInfo;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.geometry.Tiling;
import org.septum.engine.sample.Preparation;

/**
 * The tiles of one slice, numbered row by row.
 *
 * @param extent all pixels of the network's that cover the slice
 * @param height of a tile, in pixels
 * @param width of a tile, in pixels
 */
record Tiles(GridPlacement extent, int height, int width, TileAxis rows, TileAxis columns) {

    /** Of a slice whose image is this. */
    static Tiles of(Preparation preparation, SampleInfo slice, Image image) {
        GridPlacement extent = preparation.extent(slice, image);
        int height = preparation.height();
        int width = preparation.width();
        Tiling tiling = preparation.tiling();
        return new Tiles(
                extent,
                height,
                width,
                TileAxis.of(extent.gridHeight(), height, tiling),
                TileAxis.of(extent.gridWidth(), width, tiling));
    }

    int count() {
        return rows.count() * columns.count();
    }

    /** How a tile lies on the image. */
    GridPlacement placement(int tile) {
        int row = rows.starts()[tile / columns.count()];
        int column = columns.starts()[tile % columns.count()];
        return extent.part(row, column, height, width);
    }
}
