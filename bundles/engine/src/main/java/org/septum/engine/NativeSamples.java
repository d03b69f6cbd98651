// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.IntensityScaling.Scope;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;

/**
 * Samples at their own size with scaled intensities. They stay in memory, so that only the first epoch waits for decoding;
 * what no longer fits is decoded each time. Nothing is thrown out, since an epoch needs every sample equally often. Used
 * from several threads at once.
 */
final class NativeSamples {

    private static final System.Logger LOG = System.getLogger(NativeSamples.class.getName());

    /** Half of the heap: the rest is for batches, scores and pictures. */
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 2;

    /** A sample in memory; labels take a byte each. */
    private record Kept(Image image, byte[] labels) {

        static Kept of(Sample sample) {
            int[] labels = sample.labels().values();
            byte[] bytes = new byte[labels.length];
            for (int i = 0; i < labels.length; i++) {
                bytes[i] = (byte) labels[i];
            }
            return new Kept(sample.image(), bytes);
        }

        Sample sample(SampleInfo info) {
            int[] values = new int[labels.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = labels[i] & 0xff;
            }
            return new Sample(info, image, new LabelMap(image.height(), image.width(), values));
        }

        long bytes() {
            return 4L * image.values().length + labels.length;
        }
    }

    private final Dataset dataset;
    private final List<IntensityScaling> scalings;
    private final Map<String, List<SampleInfo>> volumes = new LinkedHashMap<>();
    private final boolean byVolume;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean full = new AtomicBoolean();

    NativeSamples(Dataset dataset, List<IntensityScaling> scalings) {
        this.dataset = dataset;
        this.scalings = scalings;
        this.byVolume = scalings.stream().anyMatch(scaling -> scaling.scope() == Scope.VOLUME);
        dataset.samples()
                .forEach(info -> volumes.computeIfAbsent(info.volume(), volume -> new ArrayList<>())
                        .add(info));
    }

    int channels() {
        return dataset.channels();
    }

    /** Loads a sample. Its image is shared and must not be changed. */
    Sample load(SampleInfo info) {
        Kept found = kept.get(info.id());
        if (found != null) {
            return found.sample(info);
        }
        // Slices of one volume are decoded and scaled together, by one thread.
        synchronized (locks.computeIfAbsent(byVolume ? info.volume() : info.id(), key -> new Object())) {
            found = kept.get(info.id());
            return found != null ? found.sample(info) : decode(info);
        }
    }

    private Sample decode(SampleInfo wanted) {
        List<Sample> together = new ArrayList<>();
        for (SampleInfo info : byVolume ? volumes.get(wanted.volume()) : List.of(wanted)) {
            together.add(dataset.load(info));
        }
        scale(scalings, together.stream().map(Sample::image).toList(), wanted.source());
        together.forEach(this::keep);
        return together.stream()
                .filter(sample -> sample.info().id().equals(wanted.id()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Scales all slices of a volume in place.
     *
     * @param source where they come from, for messages
     */
    static void scale(List<IntensityScaling> scalings, List<Image> slices, String source) {
        try {
            for (IntensityScaling scaling : scalings) {
                if (scaling.scope() == Scope.VOLUME) {
                    scaling.apply(slices);
                } else {
                    slices.forEach(slice -> scaling.apply(List.of(slice)));
                }
            }
        } catch (UserError e) {
            throw new UserError(source + ": " + e.getMessage(), e);
        }
    }

    private void keep(Sample sample) {
        Kept entry = Kept.of(sample);
        if (bytes.addAndGet(entry.bytes()) <= MOST_BYTES) {
            kept.put(sample.info().id(), entry);
        } else {
            bytes.addAndGet(-entry.bytes());
            if (full.compareAndSet(false, true)) {
                LOG.log(
                        Level.WARNING,
                        "the samples do not fit into {0} MB of memory, so that some are decoded in every epoch;"
                                + " SEPTUM_JAVA_OPTS=-Xmx... gives more",
                        MOST_BYTES >> 20);
            }
        }
    }
}
