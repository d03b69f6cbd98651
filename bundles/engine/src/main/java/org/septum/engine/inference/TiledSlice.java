// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.engine.geometry.GridPlacement;

/**
 * A slice that is predicted in tiles, a row of tiles after another, as its rows are asked for. It takes memory for the logits of
 * the rows that are asked for and of the tiles that reach into them, never for those of the whole slice.
 */
final class TiledSlice implements PredictedSlice {

    private final Tiles tiles;
    private final GridPlacement placement;
    private final TileLogits logits;
    private final Map<String, RowWindow> windows = new LinkedHashMap<>();
    private int row;
    private int tileRow;

    /**
     * @param placement from the network's pixels to those that are asked for
     * @param logits of the tiles, in their order
     */
    TiledSlice(Tiles tiles, GridPlacement placement, TileLogits logits) {
        this.tiles = tiles;
        this.placement = placement;
        this.logits = logits;
    }

    @Override
    public int height() {
        return placement.imageHeight();
    }

    @Override
    public int width() {
        return placement.imageWidth();
    }

    @Override
    public Map<String, ImageLogits> next(int rows) {
        int first = ImageLogits.firstGridRow(placement, row);
        int last = ImageLogits.lastGridRow(placement, row + rows - 1);
        while (tileRow < tiles.rows().count() && tiles.rows().starts()[tileRow] <= last) {
            addTiles(first);
        }
        Map<String, ImageLogits> next = new LinkedHashMap<>();
        windows.forEach((head, window) -> next.put(head, ImageLogits.of(window.held(), placement, row, rows)));
        row += rows;
        return next;
    }

    /** Computes what nobody has read, so that the next tile is that of the next slice. */
    void finish() {
        for (; tileRow < tiles.rows().count(); tileRow++) {
            for (int column = 0; column < tiles.columns().count(); column++) {
                logits.next((head, values, from, length) -> {});
            }
        }
    }

    /**
     * Adds a row of tiles.
     *
     * @param first the first row that is still to be read
     */
    private void addTiles(int first) {
        int top = tiles.rows().starts()[tileRow];
        windows.values().forEach(window -> window.hold(Math.min(first, top), top + tiles.height()));
        for (int column = 0; column < tiles.columns().count(); column++) {
            int left = tiles.columns().starts()[column];
            float[][] shares = {tiles.rows().shares()[tileRow], tiles.columns().shares()[column]};
            logits.next(
                    (head, values, from, length) -> windows.computeIfAbsent(head, name -> window(first, top, length))
                            .add(top, left, shares, values, from));
        }
        tileRow++;
    }

    private RowWindow window(int first, int top, int length) {
        RowWindow window = new RowWindow(
                length / (tiles.height() * tiles.width()), tiles.extent().gridWidth());
        window.hold(Math.min(first, top), top + tiles.height());
        return window;
    }
}
