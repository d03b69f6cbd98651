// SPDX-License-Identifier: Apache-2.0
package org.septum.api.metric;

import java.util.BitSet;
import org.septum.api.OfSample;
import org.septum.api.data.SampleInfo;

/**
 * A slice with its truth and its prediction. Pixels that nobody has judged are background in both, so that a metric of
 * structures need not know of them; one that counts the background asks {@link #counts}.
 *
 * @param info which slice of which volume of which group, and its spacing at this size
 * @param truth the true class of each pixel, row by row; not to be changed
 * @param prediction the decided class of each pixel; not to be changed
 * @param ignored the pixels that nobody has judged; not to be changed
 */
public record ScoredSlice(SampleInfo info, int height, int width, int[] truth, int[] prediction, BitSet ignored)
        implements OfSample {

    /** A slice all of whose pixels were judged. */
    public ScoredSlice(SampleInfo info, int height, int width, int[] truth, int[] prediction) {
        this(info, height, width, truth, prediction, new BitSet());
    }

    /** Whether a pixel was judged, and is to be scored. */
    public boolean counts(int pixel) {
        return !ignored.get(pixel);
    }

    @Override
    public String sampleId() {
        return info.id();
    }
}
