// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.draft;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.septum.planning.rules.Statistics;
import org.septum.services.data.Fingerprint;

/** How intensities are scaled, by what the channels show. */
final class IntensityDecision {

    /** Where cropping leaves less than this, nnU-Net scales what is not zero alone. */
    private static final double CROPPED = 0.75;

    /** Names of channels that nnU-Net does not take z-scores of in each volume. */
    private static final Set<String> OWN = Set.of("ct", "nonorm", "rescale_to_0_1", "rgb_to_0_1");

    private IntensityDecision() {}

    static Object value(Draft draft) {
        List<String> names = draft.fingerprint().channelNames();
        if (ct(draft) == draft.fingerprint().channels()) {
            return List.of("foreground-z-score");
        }
        return List.of(
                names.stream().anyMatch(name -> OWN.contains(name.toLowerCase(Locale.ROOT)))
                        ? "by-channel"
                        : "z-score");
    }

    static String reason(Draft draft) {
        long ct = ct(draft);
        if (ct == draft.fingerprint().channels()) {
            return "CT, whose numbers mean the same in all images: " + figures(draft)
                    + " are learnt from the training part.";
        }
        List<String> names = draft.fingerprint().channelNames();
        String channels = names.isEmpty() ? "The data name no channel" : "Channels are " + String.join(", ", names);
        return channels
                + (value(draft).equals(List.of("by-channel"))
                        ? ": each is scaled by its name as nnU-Net does, most to mean 0"
                        : ", none is CT: mean 0")
                + " and standard deviation 1 in each volume." + cropped(draft);
    }

    /** Those of the first channel. */
    private static String figures(Draft draft) {
        Fingerprint.Intensity all = draft.fingerprint().foreground().get(0);
        return "percentiles 0.5 and 99.5 (" + Numbers.text(all.low()) + " and " + Numbers.text(all.high())
                + " here), mean (" + Numbers.text(all.mean()) + ") and standard deviation ("
                + Numbers.text(all.deviation()) + ") of the foreground";
    }

    private static long ct(Draft draft) {
        return draft.fingerprint().channelNames().stream()
                .filter("CT"::equalsIgnoreCase)
                .count();
    }

    private static String cropped(Draft draft) {
        double left = Statistics.median(draft.fingerprint().cases().stream()
                .mapToDouble(each -> voxels(each.cropped()) / voxels(each.shape()))
                .toArray());
        return left < CROPPED
                ? " Cropping to what is not zero leaves " + Numbers.text(100 * left)
                        + " % of the voxels; nnU-Net would take the mean of these alone, Septum takes all."
                : "";
    }

    private static double voxels(Fingerprint.Extent extent) {
        return (double) extent.slices() * extent.height() * extent.width();
    }
}
