// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.draft;

import java.util.List;
import org.septum.planning.rules.Statistics;
import org.septum.services.data.Fingerprint;

/** How intensities are scaled, by what the channels show. */
final class IntensityDecision {

    /** Where cropping leaves less than this, nnU-Net scales what is not zero alone. */
    private static final double CROPPED = 0.75;

    private IntensityDecision() {}

    static Object value(Draft draft) {
        return List.of("z-score");
    }

    static String reason(Draft draft) {
        double left = Statistics.median(draft.fingerprint().cases().stream()
                .mapToDouble(each -> voxels(each.cropped()) / voxels(each.shape()))
                .toArray());
        return "No channel is said to be CT: mean 0 and standard deviation 1 in each volume."
                + (left < CROPPED
                        ? " Cropping to what is not zero leaves " + Numbers.text(100 * left)
                                + " % of the voxels; nnU-Net would take the mean of these alone, Septum takes all."
                        : "");
    }

    private static double voxels(Fingerprint.Extent extent) {
        return (double) extent.slices() * extent.height() * extent.width();
    }
}
