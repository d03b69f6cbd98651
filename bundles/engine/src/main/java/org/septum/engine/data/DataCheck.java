// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.Component;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.common.text.Words;
import org.septum.engine.geometry.GridCut;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.geometry.Orientations;
import org.septum.engine.geometry.Reach;
import org.septum.engine.geometry.VolumeCut;
import org.septum.engine.geometry.VolumeGeometry;
import org.septum.engine.geometry.VoxelSizes;
import org.septum.engine.sample.LabelPixels;
import org.septum.engine.sample.Preparation;
import org.septum.services.data.DataInspector;

/**
 * Loads every sample and places it on the grid once, so that a damaged file or a missing spacing shows before the work and
 * not after hours of it, and counts what the grid leaves out. What was loaded stays in memory for the training.
 *
 * @param labels how many the dataset has
 * @param pixels counts those of each sample's labels
 */
public record DataCheck(Preparation preparation, int labels, LabelPixels pixels) {

    /** As many as a reader takes in; the rest is counted. */
    private static final int MOST_TOLD = 10;

    /**
     * What was found in one volume.
     *
     * @param geometry empty if no slice could be read
     * @param problems of its samples, each once
     * @param unplaced why the grid cannot be laid on it
     */
    private record Found(
            VolumeCut cut, Optional<VolumeGeometry> geometry, List<String> problems, Optional<String> unplaced) {}

    /**
     * What the grid leaves out, and how the volumes lie on it.
     *
     * @param pixels of each label in each sample
     */
    public record Result(GridCut cut, List<VolumeGeometry> volumes, LabelPixels pixels) {

        /** The same where the grid on the middle of images is not all that is learned and predicted. */
        public Result with(Reach reach) {
            return new Result(cut.with(reach), volumes, pixels);
        }

        /**
         * What a reader of a run's scores must know of its data; each in a sentence.
         *
         * @param samples all of the dataset
         * @param parts those of train, validation and test
         * @param ignored the labels that are of no class
         */
        public List<String> warnings(
                List<SampleInfo> samples,
                Map<Part, List<SampleInfo>> parts,
                Set<String> ignored,
                Preparation preparation) {
            List<String> warnings = new ArrayList<>(cut.warning().stream().toList());
            AbsentLabels absent = new AbsentLabels(
                    samples, cut, ignored, info -> preparation.load(info).labels());
            warnings.addAll(absent.warnings(parts));
            Orientations.of(samples).warning().ifPresent(warnings::add);
            VoxelSizes.of(samples).warning().ifPresent(warnings::add);
            return warnings;
        }
    }

    /**
     * Checks samples, in as many threads as there are processors.
     *
     * @param component the dataset's place in the experiment, for the message
     * @param labels the dataset's
     * @param progress told of each sample
     * @throws UserError with the volumes that cannot be used, or else with the names of those that the grid cannot be laid on
     */
    public static Result of(
            Preparation preparation,
            List<SampleInfo> samples,
            Component component,
            List<String> labels,
            DataInspector.Progress progress) {
        LabelPixels pixels = new LabelPixels(labels.size());
        List<Found> found =
                VolumeSweep.over(samples, progress, new DataCheck(preparation, labels.size(), pixels)::look);
        requireUsable(found, component);
        requirePlaced(found);
        return new Result(
                new GridCut(labels, found.stream().map(Found::cut).toList(), preparation.height(), preparation.width()),
                found.stream().flatMap(volume -> volume.geometry().stream()).toList(),
                pixels);
    }

    private static void requireUsable(List<Found> found, Component component) {
        List<String> problems = found.stream()
                .flatMap(volume -> volume.problems().stream())
                .map(problem -> new UserError(component.arguments().location(), problem).getMessage())
                .toList();
        if (problems.isEmpty()) {
            return;
        }
        long unusable =
                found.stream().filter(volume -> !volume.problems().isEmpty()).count();
        String count = unusable == 1
                ? ""
                : "\n  so that " + unusable + " of " + Words.count(found.size(), "volume")
                        + " cannot be used; 'septum data check' lists them";
        List<String> told = new ArrayList<>(problems.subList(0, Math.min(MOST_TOLD, problems.size())));
        told.set(told.size() - 1, told.get(told.size() - 1) + count);
        throw new UserError(problems.get(0) + count, told);
    }

    private static void requirePlaced(List<Found> found) {
        Map<String, List<String>> volumes = new LinkedHashMap<>();
        found.forEach(volume -> volume.unplaced()
                .ifPresent(why -> volumes.computeIfAbsent(why, key -> new ArrayList<>())
                        .add(volume.cut().volume())));
        if (!volumes.isEmpty()) {
            List<String> lines = new ArrayList<>();
            volumes.forEach((why, names) -> lines.add(why + "\n  so with " + names.size() + " of "
                    + Words.count(found.size(), "volume") + ": " + Words.some(names, 10)));
            throw new UserError(String.join("\n", lines), lines);
        }
    }

    private Found look(List<SampleInfo> volume, Runnable afterEach) {
        VolumeCut cut = VolumeCut.none(volume.get(0).volume(), labels);
        VolumeGeometry geometry = null;
        Set<String> problems = new LinkedHashSet<>();
        String unplaced = null;
        for (SampleInfo info : volume) {
            Optional<Sample> loaded = load(info, problems);
            afterEach.run();
            if (loaded.isEmpty()) {
                continue;
            }
            Sample sample = loaded.get();
            pixels.count(info, sample.labels());
            try {
                GridPlacement placement = preparation.placement(info, sample.image());
                geometry = geometry == null ? VolumeGeometry.of(info, placement) : geometry;
                cut.add(sample.labels(), placement);
                preparation.extent(info, sample.image());
            } catch (UserError e) {
                unplaced = unplaced == null ? e.getMessage() : unplaced;
            }
        }
        return new Found(cut, Optional.ofNullable(geometry), List.copyOf(problems), Optional.ofNullable(unplaced));
    }

    private Optional<Sample> load(SampleInfo info, Set<String> problems) {
        try {
            return Optional.of(preparation.load(info));
        } catch (UserError e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }
}
