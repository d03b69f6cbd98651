// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.septum.api.data.Dataset;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.services.data.Picture;

/** Loads the samples that a survey shows. */
record Pictures(Dataset dataset) {

    private static final int OF_EACH_LABEL = 6;
    private static final int OF_EACH_SUSPICION = 4;

    /** Some samples, spread evenly over those given. */
    List<Picture> some(List<SampleInfo> samples) {
        return pictures(spread(samples, OF_EACH_SUSPICION));
    }

    private static <T> List<T> spread(List<T> all, int most) {
        int count = Math.min(most, all.size());
        return IntStream.range(0, count)
                .mapToObj(i -> all.get((2 * i + 1) * all.size() / (2 * count)))
                .toList();
    }

    /** For each label but the background, slices of several groups that contain it. */
    Map<String, List<Picture>> examples(List<VolumeFacts> volumes) {
        Map<String, List<Picture>> examples = new LinkedHashMap<>();
        for (int label = 1; label < dataset.labels().size(); label++) {
            List<SampleInfo> chosen = examples(volumes, label);
            if (!chosen.isEmpty()) {
                examples.put(dataset.labels().get(label), pictures(chosen));
            }
        }
        return examples;
    }

    /** Of groups spread evenly over the data the slice with the median number of pixels. */
    private static List<SampleInfo> examples(List<VolumeFacts> volumes, int label) {
        List<List<SampleFacts>> groups = List.copyOf(volumes.stream()
                .flatMap(volume -> volume.read().stream())
                .filter(sample -> sample.pixels()[label] > 0)
                .collect(
                        Collectors.groupingBy(sample -> sample.info().group(), LinkedHashMap::new, Collectors.toList()))
                .values());
        return spread(groups, OF_EACH_LABEL).stream()
                .map(group -> group.stream()
                        .sorted(Comparator.comparingLong(sample -> sample.pixels()[label]))
                        .toList()
                        .get(group.size() / 2)
                        .info())
                .toList();
    }

    private List<Picture> pictures(List<SampleInfo> samples) {
        return samples.parallelStream().map(this::picture).toList();
    }

    private Picture picture(SampleInfo info) {
        Sample sample = dataset.load(info);
        return new Picture(info.id(), sample.image(), sample.labels().values());
    }
}
