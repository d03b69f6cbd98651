// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import java.util.Iterator;
import java.util.List;
import org.septum.api.data.SampleInfo;
import org.septum.engine.sample.Batch;

/** Predicts slices: one model does, or several together. */
public interface SlicePredictor {

    /** Is shown what a network makes of each batch. */
    @FunctionalInterface
    interface Watcher {
        void seen(Batch batch, Inference.Result result);
    }

    /**
     * Predicts slices in their order, as they are asked for; those of a volume must follow one another. A slice is to be read
     * before the next is asked for.
     *
     * @param watcher shown each batch as it is computed
     */
    Iterator<PredictedSlice> over(List<SampleInfo> slices, Watcher watcher);
}
