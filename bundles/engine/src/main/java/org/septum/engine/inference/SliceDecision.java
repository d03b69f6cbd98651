// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.engine.sample.ActiveHead;

/**
 * The decisions about one slice.
 *
 * @param classes for each head the class of each pixel, row by row
 * @param probabilities for each head the probability of each class at each pixel, class by class; empty if not asked for
 */
public record SliceDecision(Map<String, int[]> classes, Map<String, float[]> probabilities) {

    /** So many pixels are decided at once; a slice of 2048 x 2048 pixels is not divided. */
    private static final int PIXELS = 1 << 22;

    /** Reads a slice that was not yet read. */
    public static SliceDecision of(PredictedSlice slice, List<ActiveHead> heads, boolean probabilities) {
        int width = slice.width();
        int pixels = Math.multiplyExact(slice.height(), width);
        SliceDecision decision = new SliceDecision(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (ActiveHead head : heads) {
            decision.classes.put(head.name(), new int[pixels]);
            if (probabilities) {
                decision.probabilities.put(
                        head.name(), new float[Math.multiplyExact(head.classes().size(), pixels)]);
            }
        }
        int most = Math.max(1, PIXELS / width);
        for (int row = 0; row < slice.height(); row += most) {
            int rows = Math.min(most, slice.height() - row);
            Map<String, ImageLogits> predicted = slice.next(rows);
            for (ActiveHead head : heads) {
                decision.put(head, predicted.get(head.name()), row * width, rows * width);
            }
        }
        return decision;
    }

    private void put(ActiveHead head, ImageLogits predicted, int at, int pixels) {
        int[] all = classes.get(head.name());
        System.arraycopy(predicted.decide(head, pixels), 0, all, at, pixels);
        float[] ofClasses = probabilities.get(head.name());
        if (ofClasses != null) {
            float[] found = predicted.probabilities(head, pixels);
            for (int index = 0; index < head.classes().size(); index++) {
                System.arraycopy(found, index * pixels, ofClasses, index * all.length + at, pixels);
            }
        }
    }
}
