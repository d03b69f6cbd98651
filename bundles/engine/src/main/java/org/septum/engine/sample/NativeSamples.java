// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.septum.api.PluginFailure;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.IntensityScaling.Scope;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.common.machine.JavaHeap;

/**
 * Samples at their own size with scaled intensities, each checked as it enters. They stay in memory, so that only the first
 * epoch waits for decoding; what no longer fits is decoded each time. Nothing is thrown out, since an epoch needs every
 * sample equally often. Used from several threads at once.
 */
public final class NativeSamples implements SampleSource {

    private static final System.Logger LOG = System.getLogger(NativeSamples.class.getName());

    /** Half of the heap: the rest is for batches, scores and pictures. */
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 2;

    private final Dataset dataset;
    private final List<IntensityScaling> scalings;
    private final List<String> scalingNames;
    private final SampleCheck check;
    private final long mostBytes;
    private final Map<String, List<SampleInfo>> volumes = new LinkedHashMap<>();
    private final boolean byVolume;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();
    private final Map<String, KeptSample> kept = new ConcurrentHashMap<>();
    /** Of volumes that were scaled once, what each scaling took from them; only where all scalings can be fixed so. */
    private final Map<String, List<IntensityScaling>> fitted = new ConcurrentHashMap<>();

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean full = new AtomicBoolean();

    /** @param mostBytes how much memory the samples may take */
    NativeSamples(
            Dataset dataset,
            List<IntensityScaling> scalings,
            List<String> scalingNames,
            SampleCheck check,
            long mostBytes) {
        this.dataset = dataset;
        this.scalings = scalings;
        this.scalingNames = scalingNames;
        this.check = check;
        this.mostBytes = mostBytes;
        this.byVolume = scalings.stream().anyMatch(scaling -> scaling.scope() == Scope.VOLUME);
        check.requireVolumesWithinGroups(dataset.samples());
        dataset.samples()
                .forEach(info -> volumes.computeIfAbsent(info.volume(), volume -> new ArrayList<>())
                        .add(info));
    }

    /**
     * With an experiment's intensity scalings.
     *
     * @param scalings that have learned what they learn
     */
    public static NativeSamples of(Experiment experiment, Dataset dataset, Scalings scalings) {
        return of(experiment, dataset, scalings, 1);
    }

    /**
     * The same beside others.
     *
     * @param readers so many read the data, each in its own way, and share the memory for what they keep
     */
    public static NativeSamples of(Experiment experiment, Dataset dataset, Scalings scalings, int readers) {
        return new NativeSamples(
                dataset,
                scalings.all(),
                scalings.names().stream().map(name -> "'" + name + "'").toList(),
                SampleCheck.of(dataset, experiment.data().dataset()),
                MOST_BYTES / readers);
    }

    @Override
    public int channels() {
        return dataset.channels();
    }

    @Override
    public List<SampleInfo> volume(SampleInfo info) {
        return volumes.get(info.volume());
    }

    @Override
    public Sample load(SampleInfo info) {
        KeptSample found = kept.get(info.id());
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
        List<IntensityScaling> known = fitted.get(wanted.volume());
        boolean together = byVolume && known == null;
        List<Sample> samples = new ArrayList<>();
        for (SampleInfo info : together ? volumes.get(wanted.volume()) : List.of(wanted)) {
            samples.add(checked(info));
        }
        List<Image> images = samples.stream().map(Sample::image).toList();
        try {
            Optional<List<IntensityScaling>> fixed = scale(known == null ? scalings : known, images, wanted.source());
            if (together) {
                fixed.ifPresent(all -> fitted.put(wanted.volume(), all));
            }
        } catch (RuntimeException e) {
            throw PluginFailure.with(wanted, e);
        }
        if (!scalings.isEmpty()) {
            samples.forEach(sample -> SampleCheck.requireScaled(sample.info(), sample.image(), scalingNames));
        }
        samples.forEach(this::keep);
        return samples.stream()
                .filter(sample -> sample.info().id().equals(wanted.id()))
                .findFirst()
                .orElseThrow();
    }

    private Sample checked(SampleInfo info) {
        Sample sample = dataset.load(info);
        check.require(info, sample);
        return sample;
    }

    /**
     * Scales all slices of a volume in place.
     *
     * @param source where they come from, for messages
     * @return the scalings for a single one of these slices; empty if one of them needs to see all
     */
    public static Optional<List<IntensityScaling>> scale(
            List<IntensityScaling> scalings, List<Image> slices, String source) {
        List<IntensityScaling> fixed = new ArrayList<>();
        try {
            for (IntensityScaling scaling : scalings) {
                if (scaling.scope() == Scope.SLICE) {
                    slices.forEach(slice -> scaling.apply(List.of(slice)));
                    fixed.add(scaling);
                } else {
                    Optional<IntensityScaling> own = scaling.fitted(slices);
                    own.orElse(scaling).apply(slices);
                    own.ifPresent(fixed::add);
                }
            }
        } catch (UserError e) {
            throw new UserError(source + ": " + e.getMessage(), e);
        }
        return fixed.size() == scalings.size() ? Optional.of(fixed) : Optional.empty();
    }

    private void keep(Sample sample) {
        if (kept.containsKey(sample.info().id())) {
            return; // it was decoded again for another slice of its volume
        }
        KeptSample entry = KeptSample.of(sample, dataset.labels().size());
        if (bytes.addAndGet(entry.bytes()) <= mostBytes) {
            kept.put(sample.info().id(), entry);
        } else {
            bytes.addAndGet(-entry.bytes());
            if (full.compareAndSet(false, true)) {
                LOG.log(
                        Level.WARNING,
                        "the samples do not fit into {0} MB of memory, so that some are decoded in every epoch;"
                                + " {1} gives more",
                        mostBytes >> 20,
                        JavaHeap.more());
            }
        }
    }
}
