// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.data.SampleInfo;

/**
 * Samples prepared for one step.
 *
 * @param samples which samples
 * @param image [batch, channel, height, width]
 * @param truth for each head the true class of each pixel, [batch, height, width]
 */
record Batch(List<SampleInfo> samples, float[] image, Map<String, int[]> truth) {

    /**
     * Makes a batch from prepared samples.
     *
     * @param labels the dataset's label of each pixel, [batch, height, width]
     */
    static Batch of(List<SampleInfo> samples, float[] image, List<ActiveHead> heads, int[] labels) {
        Map<String, int[]> truth = new LinkedHashMap<>();
        for (ActiveHead head : heads) {
            truth.put(head.name(), head.classes(labels));
        }
        return new Batch(samples, image, truth);
    }

    int size() {
        return samples.size();
    }

    /** A head's truth as the loss reads it: class indices, which for two classes are also a mask. */
    float[] target(ActiveHead head) {
        int[] classes = truth.get(head.name());
        float[] target = new float[classes.length];
        for (int i = 0; i < classes.length; i++) {
            target[i] = classes[i];
        }
        return target;
    }

    /** The true classes of one sample. */
    int[] truthOf(ActiveHead head, int index) {
        int[] all = truth.get(head.name());
        int pixels = all.length / size();
        return Arrays.copyOfRange(all, index * pixels, (index + 1) * pixels);
    }
}
