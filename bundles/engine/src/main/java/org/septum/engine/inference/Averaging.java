// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.septum.api.UserError;
import org.septum.engine.sample.ActiveHead;

/** What of several models' predictions is averaged. */
public enum Averaging {
    /** The logits, as nnU-Net does over folds (Isensee et al. 2021). */
    LOGITS {
        @Override
        void toAverage(float[] logits, int pixels, boolean exclusive) {
            // They are averaged as they are.
        }

        @Override
        void toLogits(float[] averaged, int pixels, boolean exclusive) {
            // They are logits.
        }
    },

    /** The probabilities: softmax over the channels of a head whose classes exclude each other, else sigmoid of each. */
    PROBABILITIES {
        @Override
        void toAverage(float[] logits, int pixels, boolean exclusive) {
            if (!exclusive) {
                for (int i = 0; i < logits.length; i++) {
                    logits[i] = (float) (1 / (1 + Math.exp(-logits[i])));
                }
                return;
            }
            for (int pixel = 0; pixel < pixels; pixel++) {
                double greatest = Double.NEGATIVE_INFINITY;
                for (int at = pixel; at < logits.length; at += pixels) {
                    greatest = Math.max(greatest, logits[at]);
                }
                double sum = 0;
                for (int at = pixel; at < logits.length; at += pixels) {
                    sum += Math.exp(logits[at] - greatest);
                }
                for (int at = pixel; at < logits.length; at += pixels) {
                    logits[at] = (float) (Math.exp(logits[at] - greatest) / sum);
                }
            }
        }

        @Override
        void toLogits(float[] averaged, int pixels, boolean exclusive) {
            for (int i = 0; i < averaged.length; i++) {
                // Probabilities of float32 may be 0 or 1; their logits stay finite.
                double probability = Math.min(Math.max(averaged[i], Float.MIN_NORMAL), exclusive ? 1 : 1 - 0x1p-24);
                averaged[i] = (float) (exclusive ? Math.log(probability) : Math.log(probability / (1 - probability)));
            }
        }
    };

    /** Makes of logits what is averaged, in place. */
    abstract void toAverage(float[] logits, int pixels, boolean exclusive);

    /** Makes of an average logits that a head decides and takes probabilities from as usual, in place. */
    abstract void toLogits(float[] averaged, int pixels, boolean exclusive);

    /**
     * Averages what several models say of the same pixels, each counting alike. A pixel that the grid of some of them does not
     * reach is left to the others.
     *
     * @param pixels how many there are
     */
    ImageLogits average(ActiveHead head, List<ImageLogits> members, int pixels) {
        int channels = members.get(0).values().length / pixels;
        boolean exclusive = channels > 1 && head.head().targetChannels() == 1;
        float[] sum = new float[channels * pixels];
        int[] counts = new int[pixels];
        for (ImageLogits member : members) {
            float[] values = member.values().clone();
            toAverage(values, pixels, exclusive);
            for (int pixel = 0; pixel < pixels; pixel++) {
                if (member.covered() == null || member.covered()[pixel]) {
                    counts[pixel]++;
                    for (int at = pixel; at < sum.length; at += pixels) {
                        sum[at] += values[at];
                    }
                }
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= Math.max(counts[i % pixels], 1);
        }
        toLogits(sum, pixels, exclusive);
        boolean[] covered = null;
        if (Arrays.stream(counts).anyMatch(count -> count == 0)) {
            covered = new boolean[pixels];
            for (int pixel = 0; pixel < pixels; pixel++) {
                covered[pixel] = counts[pixel] > 0;
            }
        }
        return new ImageLogits(sum, covered);
    }

    /**
     * The one that options and records call so.
     *
     * @throws UserError if there is none
     */
    public static Averaging of(String name) {
        return Arrays.stream(values())
                .filter(averaging -> averaging.toString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new UserError("found the average of '" + name + "', allowed are " + Arrays.toString(values())));
    }

    /** As options and records call it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
