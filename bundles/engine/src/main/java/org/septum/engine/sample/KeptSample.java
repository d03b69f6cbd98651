// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;

/**
 * A sample in memory.
 *
 * @param small the labels, a byte each, where the dataset has no more of them than that can tell apart; otherwise empty
 * @param whole otherwise the labels as they are
 */
record KeptSample(Image image, byte[] small, int[] whole) {

    private static final int BYTE = 256;

    /** @param labels how many the dataset has */
    static KeptSample of(Sample sample, int labels) {
        int[] values = sample.labels().values();
        if (labels > BYTE) {
            return new KeptSample(sample.image(), new byte[0], values.clone());
        }
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new KeptSample(sample.image(), bytes, new int[0]);
    }

    /** The sample, with labels that are the receiver's own. */
    Sample sample(SampleInfo info) {
        int[] values = whole.clone();
        if (small.length > 0) {
            values = new int[small.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = small[i] & 0xff;
            }
        }
        return new Sample(info, image, new LabelMap(image.height(), image.width(), values));
    }

    long bytes() {
        return 4L * image.values().length + small.length + 4L * whole.length;
    }
}
