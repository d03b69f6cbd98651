// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.data.SampleInfo;

/** What a reader of a run's scores must know of its data beside what the grid leaves out; each in a sentence. */
final class DataWarnings {

    private DataWarnings() {}

    /**
     * All that applies.
     *
     * @param samples all of the dataset
     * @param training those to train on
     * @param cut what was counted of each volume
     */
    static List<String> of(List<SampleInfo> samples, List<SampleInfo> training, GridCut cut, Preparation preparation) {
        List<String> warnings = new ArrayList<>();
        AbsentLabels.warning(
                        samples, training, cut, info -> preparation.load(info).labels())
                .ifPresent(warnings::add);
        Orientations.of(samples).warning().ifPresent(warnings::add);
        VoxelSizes.of(samples).warning().ifPresent(warnings::add);
        return warnings;
    }
}
