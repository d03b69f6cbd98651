// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.septum.api.data.SampleInfo;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.sample.Batch;
import org.septum.engine.sample.BatchStream;

/** Slices that each fit on the network's grid, which are predicted in batches. */
final class BatchedSlices implements Iterator<PredictedSlice> {

    private final Inference inference;
    private final BatchStream batches;
    private final Function<SampleInfo, GridPlacement> placements;
    private final SlicePredictor.Watcher watcher;
    private Batch batch;
    private Inference.Result result;
    private int at;

    /** @param placements from the grid to the pixels that are asked for */
    BatchedSlices(
            Inference inference,
            BatchStream batches,
            Function<SampleInfo, GridPlacement> placements,
            SlicePredictor.Watcher watcher) {
        this.inference = inference;
        this.batches = batches;
        this.placements = placements;
        this.watcher = watcher;
    }

    @Override
    public boolean hasNext() {
        return batch != null && at < batch.size() || batches.hasNext();
    }

    @Override
    public PredictedSlice next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (batch == null || at == batch.size()) {
            batch = batches.next();
            result = inference.run(batch);
            at = 0;
            watcher.seen(batch, result);
        }
        Map<String, float[]> ofSlice = new LinkedHashMap<>();
        result.logits().forEach((head, logits) -> {
            int each = logits.length / batch.size();
            ofSlice.put(head, Arrays.copyOfRange(logits, at * each, (at + 1) * each));
        });
        return new GridSlice(ofSlice, placements.apply(batch.samples().get(at++)));
    }
}
