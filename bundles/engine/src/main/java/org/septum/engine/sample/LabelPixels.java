// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.septum.api.data.LabelMap;
import org.septum.api.data.SampleInfo;

/** How many pixels of each sample have each label, counted when every sample is read once. Used from several threads at once. */
public final class LabelPixels {

    private final int labels;
    private final Map<String, int[]> counted = new ConcurrentHashMap<>();

    /** @param labels how many the dataset has */
    public LabelPixels(int labels) {
        this.labels = labels;
    }

    /** Counts a sample's pixels. */
    public void count(SampleInfo info, LabelMap map) {
        int[] pixels = new int[labels];
        for (int label : map.values()) {
            pixels[label]++;
        }
        counted.put(info.id(), pixels);
    }

    /** How many pixels of a sample that was counted have a label. */
    long of(SampleInfo info, int label) {
        return counted.get(info.id())[label];
    }
}
