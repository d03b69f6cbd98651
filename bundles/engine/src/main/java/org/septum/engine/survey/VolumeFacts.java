// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.engine.geometry.VolumeCut;
import org.septum.services.data.DataSurvey.Problem;

/**
 * What a survey keeps of a volume.
 *
 * @param samples all of it, readable or not
 * @param read what was found in those that could be loaded
 * @param cut what the network's grid leaves out of those
 * @param moments of their intensities
 * @param median of their intensities
 * @param contrast the distance from the 1st to the 99th percentile of their intensities
 * @param problems of those that could not be loaded or cannot be used
 */
record VolumeFacts(
        List<SampleInfo> samples,
        List<SampleFacts> read,
        VolumeCut cut,
        Moments moments,
        double median,
        double contrast,
        List<Problem> problems) {

    String id() {
        return samples.get(0).volume();
    }

    Optional<Spacing> spacing() {
        return samples.get(0).spacing();
    }

    /** The sizes of its slices, height x width in pixels, and how many slices have each; mostly one. */
    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        read.forEach(slice -> sizes.merge(slice.height() + " x " + slice.width(), 1, Integer::sum));
        return sizes;
    }

    boolean isRead() {
        return !read.isEmpty();
    }

    /** How many pixels of the volume have a label. */
    long pixels(int label) {
        return read.stream().mapToLong(sample -> sample.pixels()[label]).sum();
    }

    long foreground() {
        return read.stream().mapToLong(SampleFacts::foreground).sum();
    }

    /** The slice with the most foreground; the middle one if there is none. */
    SampleInfo fullest() {
        return read.stream()
                .max(Comparator.comparingLong(SampleFacts::foreground))
                .filter(sample -> sample.foreground() > 0)
                .map(SampleFacts::info)
                .orElseGet(() -> read.get(read.size() / 2).info());
    }
}
