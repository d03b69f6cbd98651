// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;

/**
 * Keeps decoded samples so that only the first epoch waits for the decoder. What no longer fits is decoded each time;
 * nothing is thrown out, since an epoch needs every sample equally often.
 */
final class SampleCache {

    private static final long MOST_BYTES =
            Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 4);

    private final Map<String, Sample> samples = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    /** The sample with this id, decoded if need be. The receiver may change its arrays. */
    Sample get(String id, Supplier<Sample> decoder) {
        Sample kept = samples.get(id);
        if (kept != null) {
            return copy(kept);
        }
        Sample decoded = decoder.get();
        long size = 4L * (decoded.image().values().length + decoded.labels().values().length);
        if (bytes.addAndGet(size) > MOST_BYTES) {
            bytes.addAndGet(-size);
        } else if (samples.putIfAbsent(id, copy(decoded)) != null) {
            bytes.addAndGet(-size);
        }
        return decoded;
    }

    private static Sample copy(Sample sample) {
        Image image = sample.image();
        LabelMap labels = sample.labels();
        return new Sample(
                sample.info(),
                new Image(
                        image.channels(),
                        image.height(),
                        image.width(),
                        image.values().clone()),
                new LabelMap(labels.height(), labels.width(), labels.values().clone()));
    }
}
