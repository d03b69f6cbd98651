// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics;

import java.util.Map;
import java.util.Optional;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.api.metric.ScoredSlice;

/** Slices to be scored. */
final class Slices {

    private Slices() {}

    /** A slice without a known spacing. */
    static ScoredSlice slice(int[] truth, int[] prediction, int height, int width) {
        return slice(truth, prediction, height, width, Optional.empty());
    }

    static ScoredSlice slice(int[] truth, int[] prediction, int height, int width, Optional<Spacing> spacing) {
        SampleInfo info = new SampleInfo("v-0", "p", "v", 0, spacing, Optional.empty(), "test", Map.of());
        return new ScoredSlice(info, height, width, truth, prediction);
    }
}
