// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.Component;
import org.septum.api.UserError;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;

/**
 * Loads every sample and places it on the grid once, so that a damaged file or a missing spacing shows before the work and
 * not after hours of it, and counts what the grid leaves out. What was loaded stays in memory for the training.
 *
 * @param labels how many the dataset has
 */
record DataCheck(Preparation preparation, int labels) {

    /** What was found in one volume. */
    private record Found(VolumeCut cut, List<String> problems) {}

    /**
     * Checks samples, in as many threads as there are processors.
     *
     * @param component the dataset's place in the experiment, for the message
     * @param labels the dataset's
     * @return what the grid leaves out
     * @throws UserError with the first sample's problem and the number of further samples that have one
     */
    static GridCut of(Preparation preparation, List<SampleInfo> samples, Component component, List<String> labels) {
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
        return new GridCut(labels, found.stream().map(Found::cut).toList(), preparation.height(), preparation.width());
    }

    private Found look(List<SampleInfo> volume) {
        VolumeCut cut = VolumeCut.none(volume.get(0).volume(), labels);
        List<String> problems = new ArrayList<>();
        for (SampleInfo info : volume) {
            try {
                Sample sample = preparation.load(info);
                GridPlacement placement = preparation.placement(
                        info, sample.image().height(), sample.image().width());
                cut.add(sample.labels(), placement);
            } catch (UserError e) {
                problems.add(e.getMessage());
            }
        }
        return new Found(cut, problems);
    }
}
