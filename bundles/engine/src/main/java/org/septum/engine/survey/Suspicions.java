// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.common.text.Words;
import org.septum.engine.geometry.GridCut;
import org.septum.engine.geometry.Orientations;
import org.septum.engine.geometry.VoxelSizes;
import org.septum.services.data.DataSurvey;
import org.septum.services.data.DataSurvey.Suspicion.Finding;

/**
 * Finds what stands out in data that could be read.
 *
 * @param volumes of which at least one sample could be read
 * @param labels their names, the background first
 * @param parts the part of each sample, by its id; empty if the data are not divided
 * @param cut what the network's grid leaves out of the volumes
 */
record Suspicions(List<VolumeFacts> volumes, List<String> labels, Map<String, Part> parts, GridCut cut) {

    /** A label that at least this share of the volumes has is missed in the others. */
    private static final double COMMON = 0.9;

    /**
     * Something that stands out.
     *
     * @param shown the samples that show it
     */
    record Found(String title, List<Finding> findings, List<SampleInfo> shown) {}

    /** All that was found; each kind once, with all its samples. */
    List<Found> find() {
        List<Found> found = new ArrayList<>();
        found.add(cutLabels());
        found.add(differingSizes());
        found.add(emptyVolumes());
        found.add(missingLabels());
        found.add(emptySamples());
        found.add(constantImages());
        found.add(unknownSpacings());
        found.addAll(extremes());
        found.add(duplicates());
        found.add(absentLabels());
        found.add(otherOrientations());
        found.add(otherVoxelSizes());
        found.removeIf(candidate -> candidate.findings().isEmpty());
        return found;
    }

    private Found cutLabels() {
        Map<String, String> findings = cut.findings();
        List<String> worst = findings.keySet().stream()
                .map(label -> cut.worst(labels.indexOf(label)).volume())
                .toList();
        return new Found(
                "Labels that lie partly outside the network's grid of " + cut.height() + " x " + cut.width()
                        + " pixels",
                findings.entrySet().stream()
                        .map(entry -> new Finding(entry.getKey(), entry.getValue()))
                        .toList(),
                volumes.stream()
                        .filter(volume -> worst.contains(volume.id()))
                        .map(VolumeFacts::fullest)
                        .toList());
    }

    private Found differingSizes() {
        return ofVolumes(
                "Volumes whose slices differ in size",
                volume -> volume.sizes().size() > 1,
                volume -> volume.sizes().entrySet().stream()
                        .map(size -> size.getKey() + " (" + Words.count(size.getValue(), "slice") + ")")
                        .collect(Collectors.joining(", ")));
    }

    private Found emptyVolumes() {
        return ofVolumes(
                "Volumes without any foreground",
                volume -> volume.read().size() > 1 && volume.foreground() == 0,
                volume -> "");
    }

    private Found missingLabels() {
        List<Finding> findings = new ArrayList<>();
        List<SampleInfo> shown = new ArrayList<>();
        for (int label = 1; label < labels.size(); label++) {
            int index = label;
            List<VolumeFacts> without = volumes.stream()
                    .filter(volume -> volume.foreground() > 0 && volume.pixels(index) == 0)
                    .toList();
            if (without.size() <= (1 - COMMON) * volumes.size()) {
                without.forEach(volume -> {
                    findings.add(new Finding(volume.id(), "no " + labels.get(index)));
                    shown.add(volume.fullest());
                });
            }
        }
        return new Found("Volumes without a label that most others have", findings, shown);
    }

    private Found emptySamples() {
        // A volume that is empty as a whole is told of as such, unless it is a single image.
        return ofSamples(
                "Samples without any foreground",
                volume -> volume.read().size() == 1 || volume.foreground() > 0,
                sample -> sample.foreground() == 0);
    }

    private Found constantImages() {
        return ofSamples("Images whose pixels are all equal", volume -> true, SampleFacts::constant);
    }

    private Found unknownSpacings() {
        boolean known = volumes.stream().anyMatch(volume -> volume.spacing().isPresent());
        return ofVolumes(
                "Volumes without a spacing, where others have one",
                volume -> known && volume.spacing().isEmpty(),
                volume -> "");
    }

    private List<Found> extremes() {
        Map<List<Finding>, Found> extremes = new LinkedHashMap<>();
        for (VolumeMeasure measure : VolumeMeasure.ALL) {
            List<VolumeFacts> extreme = measure.extremes(volumes);
            Found found =
                    ofVolumes("Extreme " + measure.name(), extreme::contains, volume -> measure.text(volume, volumes));
            // Pixels are mostly squares: what was said of the rows' spacing is not said of the columns' again.
            extremes.putIfAbsent(found.findings(), found);
        }
        return List.copyOf(extremes.values());
    }

    private Found duplicates() {
        Map<String, List<SampleInfo>> equal = new LinkedHashMap<>();
        volumes.stream()
                .flatMap(volume -> volume.read().stream())
                .filter(sample -> !sample.constant())
                .forEach(sample -> equal.computeIfAbsent(sample.hash(), hash -> new ArrayList<>())
                        .add(sample.info()));
        Map<Set<String>, List<List<SampleInfo>>> byVolumes = new LinkedHashMap<>();
        for (List<SampleInfo> samples : equal.values()) {
            if (distinct(samples, SampleInfo::group).size() > 1
                    || distinct(samples, this::part).size() > 1) {
                byVolumes
                        .computeIfAbsent(distinct(samples, SampleInfo::volume), key -> new ArrayList<>())
                        .add(samples);
            }
        }
        List<Finding> findings = new ArrayList<>();
        List<SampleInfo> shown = new ArrayList<>();
        byVolumes.forEach((ids, sets) -> {
            List<SampleInfo> all = sets.stream().flatMap(List::stream).toList();
            findings.add(new Finding(
                    String.join(" = ", ids),
                    Words.count(sets.size(), "image") + ", of "
                            + String.join(" and ", distinct(all, SampleInfo::group)) + ", in "
                            + String.join(" and ", distinct(all, this::part))));
            sets.get(sets.size() / 2).stream().limit(2).forEach(shown::add);
        });
        return new Found(
                "Equal images in different groups or parts", findings, shown.subList(0, Math.min(4, shown.size())));
    }

    private String part(SampleInfo info) {
        return Optional.ofNullable(parts.get(info.id())).map(Part::toString).orElse(DataSurvey.UNDIVIDED);
    }

    private static Set<String> distinct(Collection<SampleInfo> samples, Function<SampleInfo, String> key) {
        return new TreeSet<>(samples.stream().map(key).toList());
    }

    private Found absentLabels() {
        List<Finding> findings = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            int index = label;
            Set<String> where = new TreeSet<>(volumes.stream()
                    .flatMap(volume -> volume.read().stream())
                    .filter(sample -> sample.pixels()[index] > 0)
                    .map(sample -> part(sample.info()))
                    .toList());
            if (!volumes.isEmpty() && where.isEmpty()) {
                findings.add(new Finding(labels.get(label), "in no sample"));
            } else {
                String lacking = Stream.of(Part.values())
                        .filter(part -> parts.containsValue(part))
                        .map(Part::toString)
                        .filter(part -> !where.contains(part))
                        .collect(Collectors.joining(" and of "));
                if (!lacking.isEmpty()) {
                    findings.add(new Finding(labels.get(label), "in no sample of " + lacking));
                }
            }
        }
        return new Found("Labels that do not occur", findings, List.of());
    }

    private Found otherOrientations() {
        Orientations orientations = Orientations.of(infos());
        return ofVolumes(orientations.title(), orientations.odd());
    }

    private Found otherVoxelSizes() {
        return ofVolumes(VoxelSizes.TITLE, VoxelSizes.of(infos()).disagreements());
    }

    private List<SampleInfo> infos() {
        return volumes.stream().map(volume -> volume.samples().get(0)).toList();
    }

    private Found ofVolumes(String title, Map<String, String> texts) {
        return ofVolumes(title, volume -> texts.containsKey(volume.id()), volume -> texts.get(volume.id()));
    }

    private Found ofVolumes(String title, Predicate<VolumeFacts> stands, Function<VolumeFacts, String> text) {
        List<VolumeFacts> found = volumes.stream().filter(stands).toList();
        return new Found(
                title,
                found.stream()
                        .map(volume -> new Finding(volume.id(), text.apply(volume)))
                        .toList(),
                found.stream().map(VolumeFacts::fullest).toList());
    }

    private Found ofSamples(String title, Predicate<VolumeFacts> among, Predicate<SampleFacts> stands) {
        List<SampleInfo> samples = volumes.stream()
                .filter(among)
                .flatMap(volume -> volume.read().stream())
                .filter(stands)
                .map(SampleFacts::info)
                .toList();
        return new Found(
                title, samples.stream().map(info -> new Finding(info.id(), "")).toList(), samples);
    }
}
