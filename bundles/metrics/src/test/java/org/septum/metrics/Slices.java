// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics;

import java.util.Map;
import java.util.Optional;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.api.metric.ScoredSlice;

/** Slices to be scored. */
public final class Slices {

    private Slices() {}

    /** A slice without a known spacing. */
    public static ScoredSlice slice(int[] truth, int[] prediction, int height, int width) {
        return slice(truth, prediction, height, width, Optional.empty());
    }

    public static ScoredSlice slice(int[] truth, int[] prediction, int height, int width, Optional<Spacing> spacing) {
        return new ScoredSlice(info("v", 0, spacing, Map.of()), height, width, truth, prediction);
    }

    /** A slice of one row. */
    static ScoredSlice row(SampleInfo info, int[] truth, int[] prediction) {
        return new ScoredSlice(info, 1, truth.length, truth, prediction);
    }

    static SampleInfo info(String volume, int slice, Optional<Spacing> spacing, Map<String, String> attributes) {
        return new SampleInfo(volume + "-" + slice, "p", volume, slice, spacing, Optional.empty(), "test", attributes);
    }
}
