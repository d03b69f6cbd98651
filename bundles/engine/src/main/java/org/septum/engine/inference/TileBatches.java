// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Batch;
import org.septum.engine.sample.Preparation;

/**
 * The tiles of slices in batches: a slice after another, a row of tiles after another. A batch may hold tiles of several slices.
 * A slice is loaded when the first of its tiles is to be put into a batch, and kept while there are more.
 */
final class TileBatches implements Iterator<Callable<Batch>> {

    private final Preparation preparation;
    private final List<ActiveHead> heads;
    private final int batchSize;
    private final Iterator<SampleInfo> slices;
    /** Those of which some tile was put into a batch, and which nobody has asked for yet. */
    private final Deque<Tiles> opened = new ArrayDeque<>();

    private Tiles current;
    private Sample loaded;
    private int next;

    TileBatches(Preparation preparation, List<ActiveHead> heads, int batchSize, List<SampleInfo> slices) {
        this.preparation = preparation;
        this.heads = heads;
        this.batchSize = batchSize;
        this.slices = slices.iterator();
    }

    @Override
    public boolean hasNext() {
        return slices.hasNext() || current != null && next < current.count();
    }

    @Override
    public Callable<Batch> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<Callable<Sample>> tiles = new ArrayList<>();
        while (tiles.size() < batchSize && hasNext()) {
            if (current == null || next == current.count()) {
                open(slices.next());
            }
            Sample sample = loaded;
            Tiles of = current;
            int tile = next++;
            tiles.add(() -> preparation.placeTile(sample, of.placement(tile)));
        }
        if (next == current.count()) {
            loaded = null;
        }
        return () -> {
            List<Sample> prepared = new ArrayList<>();
            for (Callable<Sample> tile : tiles) {
                prepared.add(tile.call());
            }
            return Batch.of(prepared, heads);
        };
    }

    private void open(SampleInfo slice) {
        loaded = preparation.load(slice);
        current = Tiles.of(preparation, slice, loaded.image());
        opened.add(current);
        next = 0;
    }

    /** The next slice's, in their order; the batch before its first tile must be in use. */
    Tiles nextSlice() {
        return opened.remove();
    }
}
