// SPDX-License-Identifier: Apache-2.0
package org.septum.api.metric;

import org.septum.api.OfSample;
import org.septum.api.data.SampleInfo;

/**
 * A slice with its truth and its prediction.
 *
 * @param info which slice of which volume of which group, and its spacing at this size
 * @param truth the true class of each pixel, row by row; not to be changed
 * @param prediction the decided class of each pixel; not to be changed
 */
public record ScoredSlice(SampleInfo info, int height, int width, int[] truth, int[] prediction) implements OfSample {

    @Override
    public String sampleId() {
        return info.id();
    }
}
