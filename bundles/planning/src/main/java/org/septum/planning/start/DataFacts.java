// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Recognition;
import org.septum.api.data.SampleInfo;

/**
 * What is known of data once their dataset has listed them.
 *
 * @param labels that were judged, the background first
 * @param regions of labels that may overlap; empty where labels exclude each other
 * @param channelNames what each channel shows; empty where the data do not tell
 * @param sizes of images or volumes, the most frequent first
 * @param notes of the dataset on what it has taken and what not
 */
record DataFacts(
        List<String> labels,
        Map<String, List<String>> regions,
        int channels,
        List<String> channelNames,
        List<SampleInfo> samples,
        List<Recognition.Size> sizes,
        List<String> notes,
        DataProbe probe) {

    /** @throws UserError if the data cannot be listed or a sample not be read */
    static DataFacts of(Recognizers.Chosen chosen) {
        try (Dataset dataset = chosen.dataset()) {
            List<SampleInfo> samples = dataset.samples();
            DataProbe probe = DataProbe.of(dataset, samples);
            List<Recognition.Size> sizes = chosen.recognition().sizes();
            Set<String> labels = new LinkedHashSet<>(dataset.labels());
            labels.removeAll(dataset.ignored());
            return new DataFacts(
                    List.copyOf(labels),
                    dataset.regions(),
                    dataset.channels(),
                    dataset.channelNames(),
                    samples,
                    sizes.isEmpty()
                            ? List.of(new Recognition.Size(
                                    probe.height(),
                                    probe.width(),
                                    samples.get(0).spacing(),
                                    probe.cases()))
                            : sizes,
                    dataset.notes().stream().limit(1).toList(),
                    probe);
        } catch (UserError e) {
            String message = Arguments.unplaced(e.getMessage());
            String root = chosen.recognition().root().toString();
            throw new UserError(message.contains(root) ? message : root + ": " + message, e.problems());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the dataset cannot be closed", e);
        }
    }

    /** The patients, or whatever must not be divided. */
    Set<String> groups() {
        Set<String> groups = new LinkedHashSet<>();
        samples.forEach(info -> groups.add(info.group()));
        return groups;
    }

    /** One sample of each volume, in order. */
    List<SampleInfo> volumes() {
        Map<String, SampleInfo> volumes = new LinkedHashMap<>();
        samples.forEach(info -> volumes.putIfAbsent(info.volume(), info));
        return List.copyOf(volumes.values());
    }

    /** Whether any volume has several slices. */
    boolean hasVolumes() {
        return volumes().size() < samples.size();
    }

    /** Whether every sample tells the distance of its pixels in mm, and every size that of its images. */
    boolean spacingKnown() {
        return samples.stream().allMatch(info -> info.spacing().isPresent())
                && sizes.stream().allMatch(size -> size.spacing().isPresent());
    }

    /** What a volume, or a single picture, is called. */
    String noun() {
        return hasVolumes() ? "volume" : "image";
    }

    /** What a size is of: volumes, or the images of which several are one. */
    String sizeNoun() {
        return images() == volumes().size() ? noun() : "image";
    }

    /** How many volumes, or single pictures, have a size. */
    int images() {
        return sizes.stream().mapToInt(Recognition.Size::images).sum();
    }
}
