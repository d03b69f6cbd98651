// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.common.text.Words;
import org.septum.engine.data.VolumeSweep;
import org.septum.engine.geometry.GridCut;
import org.septum.engine.geometry.Reach;
import org.septum.engine.geometry.VolumeCut;
import org.septum.engine.sample.Division;
import org.septum.services.data.DataInspector;
import org.septum.services.data.DataSurvey;
import org.septum.services.data.DataSurvey.Holding;
import org.septum.services.data.DataSurvey.Intensities;
import org.septum.services.data.DataSurvey.Problem;
import org.septum.services.data.DataSurvey.Suspicion;
import org.septum.services.data.DataSurvey.Tally;

/** Surveys one experiment's data. */
public final class DataSurveyor {

    private final Experiment experiment;
    private final Dataset dataset;
    private final List<Problem> problems = new ArrayList<>();

    public DataSurveyor(Experiment experiment, Dataset dataset) {
        this.experiment = experiment;
        this.dataset = dataset;
    }

    /** Loads every sample once, and a few again for their pictures. */
    public DataSurvey survey(DataInspector.Progress progress) {
        List<SampleInfo> samples = samples();
        Division division = division(samples);
        VolumeLook look = new VolumeLook(dataset, experiment.data());
        List<VolumeFacts> volumes = VolumeSweep.over(samples, progress, look);
        volumes.forEach(volume -> problems.addAll(volume.problems()));
        List<VolumeFacts> read = volumes.stream().filter(VolumeFacts::isRead).toList();
        Map<String, SampleFacts> facts = read.stream()
                .flatMap(volume -> volume.read().stream())
                .collect(Collectors.toMap(sample -> sample.info().id(), Function.identity()));
        Pictures pictures = new Pictures(dataset);
        return new DataSurvey(
                experiment,
                dataset.citation(),
                dataset.labels(),
                parts(division, samples, facts),
                groups(samples, division, facts),
                read.isEmpty()
                        ? List.of()
                        : VolumeMeasure.ALL.stream()
                                .map(measure -> measure.spread(read))
                                .toList(),
                tallies(read, volume -> volume.sizes().keySet()),
                tallies(read, volume -> Set.of(spacing(volume))),
                intensities(
                        read.stream().map(VolumeFacts::moments).reduce(Moments.NONE, Moments::plus), look.histogram()),
                List.copyOf(problems),
                division.overlaps(),
                division.overlapsAccepted(),
                suspicions(division, read, pictures),
                pictures.examples(read),
                dataset.notes());
    }

    private List<SampleInfo> samples() {
        try {
            return dataset.samples();
        } catch (UserError e) {
            e.problems().forEach(problem -> problems.add(new Problem("", problem)));
            return List.of();
        }
    }

    private Division division(List<SampleInfo> samples) {
        try {
            if (!samples.isEmpty()) {
                return Division.of(experiment, samples);
            }
        } catch (UserError e) {
            problems.add(new Problem("", e.getMessage()));
        }
        return new Division(Map.of(), false);
    }

    private List<Holding> parts(Division division, List<SampleInfo> samples, Map<String, SampleFacts> facts) {
        if (division.parts().isEmpty()) {
            return List.of(holding(DataSurvey.UNDIVIDED, Set.of(), samples, facts));
        }
        List<Holding> parts = new ArrayList<>();
        division.parts().forEach((part, members) -> parts.add(holding(part.toString(), Set.of(part), members, facts)));
        return parts;
    }

    private List<Holding> groups(List<SampleInfo> samples, Division division, Map<String, SampleFacts> facts) {
        Map<String, Set<Part>> parts = division.partsOfGroups();
        Map<String, List<SampleInfo>> groups = samples.stream()
                .collect(Collectors.groupingBy(SampleInfo::group, LinkedHashMap::new, Collectors.toList()));
        List<Holding> holdings = new ArrayList<>();
        groups.forEach(
                (group, members) -> holdings.add(holding(group, parts.getOrDefault(group, Set.of()), members, facts)));
        return holdings;
    }

    private Holding holding(String name, Set<Part> parts, List<SampleInfo> members, Map<String, SampleFacts> facts) {
        Long[] pixels = new Long[dataset.labels().size()];
        Integer[] samplesWith = new Integer[pixels.length];
        Arrays.fill(pixels, 0L);
        Arrays.fill(samplesWith, 0);
        for (SampleInfo info : members) {
            SampleFacts sample = facts.get(info.id());
            for (int label = 0; sample != null && label < pixels.length; label++) {
                pixels[label] += sample.pixels()[label];
                samplesWith[label] += sample.pixels()[label] > 0 ? 1 : 0;
            }
        }
        return new Holding(
                name,
                parts,
                (int) members.stream().map(SampleInfo::group).distinct().count(),
                (int) members.stream().map(SampleInfo::volume).distinct().count(),
                members.size(),
                (int) members.stream()
                        .filter(info -> facts.containsKey(info.id()))
                        .count(),
                List.of(pixels),
                List.of(samplesWith));
    }

    private static String spacing(VolumeFacts volume) {
        return volume.spacing()
                .map(spacing -> Words.measure(spacing.row()) + " x " + Words.measure(spacing.column()) + " x "
                        + Words.measure(spacing.slice()))
                .orElse("unknown");
    }

    /** A volume counts once for each of its values. */
    private static List<Tally> tallies(List<VolumeFacts> volumes, Function<VolumeFacts, Set<String>> values) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        volumes.forEach(volume -> values.apply(volume).forEach(value -> counts.merge(value, 1, Integer::sum)));
        return counts.entrySet().stream()
                .map(entry -> new Tally(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Tally::volumes).reversed())
                .toList();
    }

    /** The intensities that moments and histogram describe; all NaN if there are none. */
    static Intensities intensities(Moments moments, IntensityHistogram histogram) {
        if (moments.count() == 0) {
            return new Intensities(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 1, List.of());
        }
        return new Intensities(
                moments.least(),
                moments.greatest(),
                moments.mean(),
                moments.deviation(),
                histogram.from(),
                histogram.width(),
                Arrays.stream(histogram.counts()).boxed().toList());
    }

    private List<Suspicion> suspicions(Division division, List<VolumeFacts> read, Pictures pictures) {
        Map<String, Part> partOf = new LinkedHashMap<>();
        division.parts().forEach((part, members) -> members.forEach(info -> partOf.put(info.id(), part)));
        List<VolumeCut> cuts = read.stream().map(VolumeFacts::cut).toList();
        GridCut cut = new GridCut(
                dataset.labels(),
                cuts,
                experiment.data().height(),
                experiment.data().width(),
                Reach.of(experiment));
        return new Suspicions(read, dataset.labels(), partOf, cut)
                .find().stream()
                        .map(found -> new Suspicion(found.title(), found.findings(), pictures.some(found.shown())))
                        .toList();
    }
}
