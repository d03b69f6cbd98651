// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.draft;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.data.Spacing;
import org.septum.common.text.Words;
import org.septum.planning.rules.Statistics;
import org.septum.planning.rules.TargetGrid;
import org.septum.services.data.Fingerprint;
import org.septum.services.data.Fingerprint.Case;

/**
 * The grid that fits the cases of a fingerprint: one distance in mm for all where all tell theirs, else their own pixels.
 *
 * @param target in mm, or in pixels
 * @param known whether it is in mm
 * @param reason in words
 * @param warnings what the reader has to look at
 */
public record DataGrid(TargetGrid target, boolean known, String reason, List<String> warnings) {

    /** What a grid can resample to; anything else is taken for a mistake in a file's header. */
    private static final double FINEST = 0.001;

    private static final double COARSEST = 1000;

    /** A case whose spacing is farther from the median than this factor is told. */
    private static final double FAR = 10;

    private static final int SHOWN = 5;

    /** The grid of a fingerprint's cases. */
    public static DataGrid of(Fingerprint fingerprint) {
        List<Case> cases = fingerprint.cases();
        List<Case> without = cases.stream().filter(each -> !tells(each)).toList();
        boolean known = without.isEmpty();
        List<TargetGrid.Volume> volumes =
                cases.stream().map(each -> volume(each, known)).toList();
        TargetGrid target = TargetGrid.of(volumes);
        List<String> warnings = new ArrayList<>();
        if (!known && without.size() < cases.size()) {
            warnings.add(without.size() + " of " + Words.count(cases.size(), "case")
                    + " tell no usable distance of their pixels (" + names(without)
                    + "), so that nothing is resampled and all sizes are in pixels; mend their headers, or leave them"
                    + " out, and plan again");
        }
        String reason = known ? knownReason(target, cases) : unknownReason(without, cases);
        if (known) {
            warnings.addAll(far(target, cases));
        }
        return new DataGrid(target, known, reason, warnings);
    }

    private static boolean tells(Case each) {
        return each.spacing()
                .filter(spacing -> usable(spacing.row()) && usable(spacing.column()))
                .isPresent();
    }

    private static boolean usable(double distance) {
        return distance >= FINEST && distance <= COARSEST;
    }

    /** Without a distance of its slices, or with a single one, a volume is as if these were as far apart as its rows. */
    private static TargetGrid.Volume volume(Case each, boolean known) {
        int[] size = {
            each.cropped().slices(), each.cropped().height(), each.cropped().width()
        };
        if (!known) {
            return new TargetGrid.Volume(new double[] {1, 1, 1}, size);
        }
        Spacing spacing = each.spacing().orElseThrow();
        double slice = usable(spacing.slice()) ? spacing.slice() : spacing.row();
        return new TargetGrid.Volume(new double[] {slice, spacing.row(), spacing.column()}, size);
    }

    private static String knownReason(TargetGrid target, List<Case> cases) {
        double[] planar = target.planarSpacing();
        return "Median spacing " + Numbers.text(planar[0]) + " x " + Numbers.text(planar[1]) + " mm of "
                + Words.count(cases.size(), "case") + " (least " + Numbers.text(quantile(cases, 0)) + ", greatest "
                + Numbers.text(quantile(cases, 1)) + " mm along rows)."
                + (Math.max(planar[0], planar[1]) > target.spacing()[0]
                        ? " The slices are closer than that, " + Numbers.text(target.spacing()[0])
                                + " mm: nnU-Net would cut them along another axis, Septum takes them as the files have"
                                + " them."
                        : "");
    }

    private static double quantile(List<Case> cases, double share) {
        return Statistics.quantile(
                share,
                cases.stream()
                        .mapToDouble(each -> each.spacing().orElseThrow().row())
                        .toArray());
    }

    private static String unknownReason(List<Case> without, List<Case> cases) {
        return without.size() + " of " + Words.count(cases.size(), "case")
                + " tell no distance of their pixels: all keep their own pixels.";
    }

    private static List<String> far(TargetGrid target, List<Case> cases) {
        List<Case> far = cases.stream()
                .filter(each -> {
                    Spacing spacing = each.spacing().orElseThrow();
                    return isFar(spacing.row(), target.spacing()[1]) || isFar(spacing.column(), target.spacing()[2]);
                })
                .toList();
        return far.isEmpty()
                ? List.of()
                : List.of(Words.count(far.size(), "case") + " with a spacing that is more than " + Numbers.text(FAR)
                        + " times larger or smaller than the median (" + names(far)
                        + "): look whether their headers are right");
    }

    private static boolean isFar(double distance, double median) {
        return Math.max(distance / median, median / distance) > FAR;
    }

    private static String names(List<Case> cases) {
        return Words.some(cases.stream().map(Case::volume).toList(), SHOWN);
    }

    /** How many pixels of the grid an extent of a case has along height (0) or width (1). */
    public double onGrid(Case each, Fingerprint.Extent extent, int axis) {
        int pixels = axis == 0 ? extent.height() : extent.width();
        if (!known) {
            return pixels;
        }
        Spacing spacing = each.spacing().orElseThrow();
        return Math.rint(pixels * (axis == 0 ? spacing.row() : spacing.column()) / target.planarSpacing()[axis]);
    }
}
