// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

/** Copies activations between Java arrays in reference order and native memory, where they lie channels-last. */
public final class ChannelsLast {

    private float[] staging = new float[0];

    /** Writes all elements. */
    public void write(Floats to, Sizes sizes, float[] values) {
        float[] ordered = values;
        if (!sameOrder(sizes)) {
            ordered = staging(values.length);
            reorder(sizes, values, ordered, true);
        }
        to.put(0, ordered, values.length);
    }

    /** Reads all elements. */
    public void read(Floats from, Sizes sizes, float[] into) {
        if (sameOrder(sizes)) {
            from.get(0, into, into.length);
        } else {
            float[] ordered = staging(into.length);
            from.get(0, ordered, into.length);
            reorder(sizes, ordered, into, false);
        }
    }

    /** Whether reference order and channels-last are the same. */
    private static boolean sameOrder(Sizes sizes) {
        return sizes.channels() == 1 || sizes.height() * sizes.width() == 1;
    }

    private float[] staging(int length) {
        if (staging.length < length) {
            staging = new float[length];
        }
        return staging;
    }

    private static void reorder(Sizes sizes, float[] from, float[] to, boolean toChannelsLast) {
        int pixels = sizes.height() * sizes.width();
        for (int image = 0; image < sizes.batch(); image++) {
            int base = image * pixels * sizes.channels();
            for (int channel = 0; channel < sizes.channels(); channel++) {
                for (int pixel = 0; pixel < pixels; pixel++) {
                    int first = base + channel * pixels + pixel;
                    int last = base + pixel * sizes.channels() + channel;
                    if (toChannelsLast) {
                        to[last] = from[first];
                    } else {
                        to[first] = from[last];
                    }
                }
            }
        }
    }
}
