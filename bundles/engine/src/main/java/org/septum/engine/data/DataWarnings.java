// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.engine.geometry.GridCut;
import org.septum.engine.geometry.Orientations;
import org.septum.engine.geometry.VoxelSizes;
import org.septum.engine.sample.Preparation;

/** What a reader of a run's scores must know of its data beside what the grid leaves out; each in a sentence. */
public final class DataWarnings {

    private DataWarnings() {}

    /**
     * All that applies.
     *
     * @param samples all of the dataset
     * @param parts those of train, validation and test
     * @param cut what was counted of each volume
     */
    public static List<String> of(
            List<SampleInfo> samples, Map<Part, List<SampleInfo>> parts, GridCut cut, Preparation preparation) {
        List<String> warnings = new ArrayList<>(
                new AbsentLabels(samples, cut, info -> preparation.load(info).labels()).warnings(parts));
        Orientations.of(samples).warning().ifPresent(warnings::add);
        VoxelSizes.of(samples).warning().ifPresent(warnings::add);
        return warnings;
    }
}
