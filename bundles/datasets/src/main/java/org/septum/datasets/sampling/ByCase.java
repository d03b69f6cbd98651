// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.septum.api.Arguments;
import org.septum.api.data.SampleInfo;
import org.septum.api.sampling.Aim;
import org.septum.api.sampling.Draw;
import org.septum.api.sampling.EpochRequest;
import org.septum.api.sampling.Sampling;
import org.septum.api.sampling.TrainingSet;

/**
 * Draws cases with replacement, the last places of each batch aimed at foreground.
 *
 * @param unit what a case is, one of {@link #CASES}
 * @param share of each batch that is aimed at foreground
 * @param aimedAt the labels to aim at; empty for all but the background
 */
record ByCase(String unit, double share, List<String> aimedAt, Arguments arguments) implements Sampling {

    static final List<String> CASES = List.of("volume", "group", "slice");

    @Override
    public void requireLabels(List<String> labels) {
        for (String name : aimedAt) {
            if (!labels.contains(name)) {
                throw arguments.error("labels", "found '" + name + "', the dataset has " + String.join(", ", labels));
            }
        }
    }

    @Override
    public List<Draw> draw(TrainingSet set, EpochRequest epoch) {
        CaseTree cases = CaseTree.of(set.samples(), unit);
        int[] labels = IntStream.range(0, set.labels().size())
                .filter(label -> aimedAt.isEmpty()
                        ? label > 0
                        : aimedAt.contains(set.labels().get(label)))
                .toArray();
        RandomGenerator random = epoch.generator();
        List<Draw> draws = new ArrayList<>(epoch.samples());
        while (draws.size() < epoch.samples()) {
            int batch = Math.min(epoch.batchSize(), epoch.samples() - draws.size());
            int anywhere = batch - (int) Math.round(batch * share);
            for (int place = 0; place < batch; place++) {
                List<SampleInfo> slices = cases.draw(random);
                draws.add(place < anywhere ? anywhere(slices, random) : aimed(set, slices, labels, random));
            }
        }
        return draws;
    }

    private static Draw anywhere(List<SampleInfo> slices, RandomGenerator random) {
        return new Draw(slices.get(random.nextInt(slices.size())), Aim.ANYWHERE);
    }

    /** Every label that the case has is equally likely, and then every pixel of it. */
    private static Draw aimed(TrainingSet set, List<SampleInfo> slices, int[] labels, RandomGenerator random) {
        int[] present = IntStream.of(labels)
                .filter(label -> slices.stream().anyMatch(slice -> set.pixels(slice, label) > 0))
                .toArray();
        if (present.length == 0) {
            return anywhere(slices, random);
        }
        int label = present[random.nextInt(present.length)];
        long pixels =
                slices.stream().mapToLong(slice -> set.pixels(slice, label)).sum();
        long pixel = random.nextLong(pixels);
        for (SampleInfo slice : slices) {
            pixel -= set.pixels(slice, label);
            if (pixel < 0) {
                return new Draw(slice, new Aim.Label(label));
            }
        }
        throw new IllegalStateException("a number below the sum of all pixels lies in one of the slices");
    }
}
