// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import java.util.Iterator;
import java.util.List;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.BatchStream;
import org.septum.engine.sample.Loaders;
import org.septum.engine.sample.Preparation;
import org.septum.engine.setup.Setup;

/**
 * Predicts slices with one model: prepares them in batches, runs the network, and takes its logits back to the image.
 *
 * @param inference the network
 * @param preparation puts slices onto the network's grid, or tells that they are predicted in tiles of it
 * @param loaders prepare batches ahead of their use
 * @param batchSize the most slices, or tiles, in a batch
 * @param onGrid whether the slices stay on the network's pixels instead of going back to the image's own
 */
public record SliceInference(
        Inference inference, Preparation preparation, Loaders loaders, int batchSize, boolean onGrid)
        implements SlicePredictor {

    /**
     * For an experiment's own data, on the pixels that the experiment scores.
     *
     * @param flip whether the logits are averaged over mirror images
     */
    public static SliceInference of(Setup setup, OpenedModel model, boolean flip) {
        return new SliceInference(
                new Inference(model, flip),
                setup.evaluating(),
                setup.loaders(),
                setup.experiment().data().batchSize(),
                setup.experiment().evaluation().onGrid());
    }

    /** The same on the network's pixels, a slice at a time, as pictures show it. */
    public SliceInference forPictures() {
        return new SliceInference(inference, preparation, loaders, 1, true);
    }

    @Override
    public Iterator<PredictedSlice> over(List<SampleInfo> slices, Watcher watcher) {
        List<ActiveHead> heads = inference.model().network().heads();
        if (preparation.tiling().on()) {
            TileBatches tiles = new TileBatches(preparation, heads, batchSize, slices);
            return new TiledSlices(inference, tiles, slices.size(), loaders, onGrid, watcher);
        }
        BatchStream batches = new BatchStream(loaders.threads(), preparation, heads, 0, slices, batchSize, 0);
        return new BatchedSlices(inference, batches, this::placement, watcher);
    }

    /** In how many pieces the network sees a slice: those of a batch are counted so. */
    public int pieces(SampleInfo slice) {
        return preparation.tiling().on()
                ? Tiles.of(preparation, slice, preparation.load(slice).image()).count()
                : 1;
    }

    /** From the grid to the pixels that are asked for. */
    private GridPlacement placement(SampleInfo info) {
        if (onGrid) {
            return GridPlacement.identity(preparation.height(), preparation.width());
        }
        Sample sample = preparation.load(info);
        return preparation.placement(info, sample.image());
    }
}
