// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.sample.Batch;
import org.septum.engine.sample.BatchStream;
import org.septum.engine.sample.Loaders;

/** Slices that are predicted in tiles of the network's size. */
final class TiledSlices implements Iterator<PredictedSlice>, TileLogits {

    private final Inference inference;
    private final TileBatches tiles;
    private final BatchStream batches;
    private final boolean onGrid;
    private final SlicePredictor.Watcher watcher;
    private Map<String, float[]> logits;
    private int size;
    private int at;
    private TiledSlice reading;
    private int left;

    /**
     * @param slices how many there are
     * @param onGrid whether slices stay on the network's pixels instead of going back to the image's own
     */
    TiledSlices(
            Inference inference,
            TileBatches tiles,
            int slices,
            Loaders loaders,
            boolean onGrid,
            SlicePredictor.Watcher watcher) {
        this.inference = inference;
        this.tiles = tiles;
        this.left = slices;
        this.batches = new BatchStream(loaders.threads(), tiles);
        this.onGrid = onGrid;
        this.watcher = watcher;
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public PredictedSlice next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (reading != null) {
            reading.finish();
        }
        left--;
        Tiles of = tiles.nextSlice();
        GridPlacement extent = of.extent();
        GridPlacement asked = onGrid ? GridPlacement.identity(extent.gridHeight(), extent.gridWidth()) : extent;
        reading = new TiledSlice(of, asked, this);
        return reading;
    }

    @Override
    public void next(Reader reader) {
        if (at == size) {
            Batch batch = batches.next();
            Inference.Result result = inference.run(batch);
            logits = result.logits();
            size = batch.size();
            at = 0;
            watcher.seen(batch, result);
        }
        logits.forEach((head, values) -> {
            int each = values.length / size;
            reader.read(head, values, at * each, each);
        });
        at++;
    }
}
