// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.engine.geometry.GridPlacement;

/** A slice whose logits are there on the network's grid; they are taken back to the image as its rows are asked for. */
final class GridSlice implements PredictedSlice {

    private final Map<String, float[]> logits;
    private final GridPlacement placement;
    private int row;

    /** @param logits for each head, [channel, height, width] of the grid */
    GridSlice(Map<String, float[]> logits, GridPlacement placement) {
        this.logits = logits;
        this.placement = placement;
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
        Map<String, ImageLogits> next = new LinkedHashMap<>();
        logits.forEach((head, values) -> {
            GridRows all = new GridRows(values, 0, placement.gridHeight(), placement.gridWidth());
            next.put(head, ImageLogits.of(all, placement, row, rows));
        });
        row += rows;
        return next;
    }
}
