// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Component;
import org.septum.api.UserError;
import org.septum.api.Words;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;

/**
 * Loads every sample and places it on the grid once, so that a damaged file or a missing spacing shows before the work and
 * not after hours of it, and counts what the grid leaves out. What was loaded stays in memory for the training.
 *
 * @param labels how many the dataset has
 */
record DataCheck(Preparation preparation, int labels) {

    /**
     * What was found in one volume.
     *
     * @param geometry empty if no slice could be read
     * @param problems of single samples
     * @param unplaced why the grid cannot be laid on it
     */
    private record Found(
            VolumeCut cut, Optional<VolumeGeometry> geometry, List<String> problems, Optional<String> unplaced) {}

    /** What the grid leaves out, and how the volumes lie on it. */
    record Result(GridCut cut, List<VolumeGeometry> volumes) {}

    /**
     * Checks samples, in as many threads as there are processors.
     *
     * @param component the dataset's place in the experiment, for the message
     * @param labels the dataset's
     * @throws UserError with the first sample's problem and the number of further samples that have one, or with the names
     *     of the volumes that the grid cannot be laid on
     */
    static Result of(Preparation preparation, List<SampleInfo> samples, Component component, List<String> labels) {
        List<Found> found = VolumeSweep.over(samples, new DataCheck(preparation, labels.size())::look);
        List<String> problems =
                found.stream().flatMap(volume -> volume.problems().stream()).toList();
        if (!problems.isEmpty()) {
            int more = problems.size() - 1;
            String others = more == 0
                    ? ""
                    : "\n" + more + " more of " + samples.size()
                            + " samples cannot be used; 'septum data check' lists them";
            throw new UserError(component.arguments().location(), problems.get(0) + others);
        }
        requirePlaced(found);
        return new Result(
                new GridCut(labels, found.stream().map(Found::cut).toList(), preparation.height(), preparation.width()),
                found.stream().flatMap(volume -> volume.geometry().stream()).toList());
    }

    private static void requirePlaced(List<Found> found) {
        Map<String, List<String>> volumes = new LinkedHashMap<>();
        found.forEach(volume -> volume.unplaced()
                .ifPresent(why -> volumes.computeIfAbsent(why, key -> new ArrayList<>())
                        .add(volume.cut().volume())));
        if (!volumes.isEmpty()) {
            List<String> lines = new ArrayList<>();
            volumes.forEach((why, names) -> lines.add(why + "\n  so with " + names.size() + " of "
                    + Words.count(found.size(), "volume") + ": " + SomeNames.of(names)));
            throw new UserError(String.join("\n", lines), lines);
        }
    }

    private Found look(List<SampleInfo> volume) {
        VolumeCut cut = VolumeCut.none(volume.get(0).volume(), labels);
        VolumeGeometry geometry = null;
        List<String> problems = new ArrayList<>();
        String unplaced = null;
        for (SampleInfo info : volume) {
            Sample sample;
            try {
                sample = preparation.load(info);
            } catch (UserError e) {
                problems.add(e.getMessage());
                continue;
            }
            try {
                GridPlacement placement = preparation.placement(
                        info, sample.image().height(), sample.image().width());
                geometry = geometry == null ? VolumeGeometry.of(info, placement) : geometry;
                cut.add(sample.labels(), placement);
            } catch (UserError e) {
                unplaced = unplaced == null ? e.getMessage() : unplaced;
            }
        }
        return new Found(cut, Optional.ofNullable(geometry), problems, Optional.ofNullable(unplaced));
    }
}
