// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.DataSection;

/**
 * An experiment's intensity scalings, one after another.
 *
 * @param all for the channels of its images
 * @param names of their components, for messages
 * @param figures what each has learned from the training part; empty for one that learns nothing, or has not yet
 */
public record Scalings(List<IntensityScaling> all, List<String> names, List<Map<String, Double>> figures) {

    /** Those of an experiment, which have learned nothing yet. */
    public static Scalings of(DataSection data, int channels, List<String> channelNames) {
        List<IntensityScaling> all = data.intensities().stream()
                .map(component -> component.create(IntensityScaling.class).ofChannels(channels, channelNames))
                .toList();
        List<String> names =
                data.intensities().stream().map(component -> component.name()).toList();
        return new Scalings(
                all,
                names,
                all.stream().map(scaling -> Map.<String, Double>of()).toList());
    }

    /** The same for the images of a dataset. */
    public static Scalings of(DataSection data, Dataset dataset) {
        return of(data, dataset.channels(), dataset.channelNames());
    }

    /** Whether one of them has something to learn yet. */
    public boolean learn() {
        return all.stream().anyMatch(scaling -> scaling.learning().isPresent());
    }

    /** Those before the first that has something to learn yet: they can be used on any image. */
    public List<IntensityScaling> ready() {
        return all.stream().takeWhile(scaling -> scaling.learning().isEmpty()).toList();
    }

    /**
     * The same with figures that were recorded.
     *
     * @param recorded of each scaling
     * @throws UserError if they are not those of these scalings
     */
    public Scalings with(List<Map<String, Double>> recorded) {
        if (recorded.size() != all.size()) {
            throw new UserError("data.intensity: the record of the training tells what " + recorded.size()
                    + " scalings have learned, but the experiment has " + all.size());
        }
        List<IntensityScaling> ready = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            boolean learns = all.get(i).learning().isPresent();
            ready.add(learns ? all.get(i).with(recorded.get(i)) : all.get(i));
        }
        return new Scalings(List.copyOf(ready), names, List.copyOf(recorded));
    }

    /**
     * Has each that learns see the training part, one after another: what is before it has learned then.
     *
     * @param training the samples of that part alone
     * @throws UserError if a sample cannot be read, or there is nothing to learn from
     */
    public Scalings learned(Dataset dataset, List<SampleInfo> training) {
        List<IntensityScaling> ready = new ArrayList<>();
        List<Map<String, Double>> found = new ArrayList<>();
        for (IntensityScaling scaling : all) {
            Optional<IntensityScaling.Learning> learning = scaling.learning();
            Map<String, Double> learnt = Map.of();
            if (learning.isPresent()) {
                show(learning.get(), dataset, training, List.copyOf(ready));
                learnt = new LinkedHashMap<>(learning.get().figures());
            }
            ready.add(learning.isPresent() ? scaling.with(learnt) : scaling);
            found.add(learnt);
        }
        return new Scalings(List.copyOf(ready), names, List.copyOf(found));
    }

    private static void show(
            IntensityScaling.Learning learning,
            Dataset dataset,
            List<SampleInfo> training,
            List<IntensityScaling> before) {
        Map<String, List<SampleInfo>> volumes = new LinkedHashMap<>();
        dataset.samples()
                .forEach(info -> volumes.computeIfAbsent(info.volume(), volume -> new ArrayList<>())
                        .add(info));
        Set<SampleInfo> wanted = Set.copyOf(training);
        List<String> labels = dataset.labels();
        Set<String> ignored = dataset.ignored();
        for (List<SampleInfo> volume : volumes.values()) {
            // A volume is scaled as a whole, whichever of its slices are trained on.
            boolean whole = before.stream().anyMatch(scaling -> scaling.scope() == IntensityScaling.Scope.VOLUME);
            List<SampleInfo> read = whole && volume.stream().anyMatch(wanted::contains)
                    ? volume
                    : volume.stream().filter(wanted::contains).toList();
            List<Sample> samples = read.stream().map(dataset::load).toList();
            List<Image> images = samples.stream().map(Sample::image).toList();
            if (!images.isEmpty()) {
                NativeSamples.scale(before, images, read.get(0).source());
            }
            for (Sample sample : samples) {
                if (wanted.contains(sample.info())) {
                    learning.add(sample.image(), foreground(sample, labels, ignored));
                }
            }
        }
    }

    private static BitSet foreground(Sample sample, List<String> labels, Set<String> ignored) {
        BitSet foreground = new BitSet();
        int[] values = sample.labels().values();
        for (int pixel = 0; pixel < values.length; pixel++) {
            foreground.set(pixel, values[pixel] > 0 && !ignored.contains(labels.get(values[pixel])));
        }
        return foreground;
    }
}
