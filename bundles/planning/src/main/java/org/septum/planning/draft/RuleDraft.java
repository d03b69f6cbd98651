// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.draft;

import java.util.List;
import java.util.Map;
import org.septum.api.UserError;
import org.septum.common.text.Words;
import org.septum.planning.rules.Architecture;
import org.septum.planning.rules.Axes;
import org.septum.planning.rules.PlanarRules;
import org.septum.planning.rules.TargetGrid;
import org.septum.services.data.Fingerprint;
import org.septum.services.data.Fingerprint.Case;

/** The draft that nnU-Net's rules give. */
public final class RuleDraft {

    /** A patch below a quarter of the images sees little of them at once. */
    private static final int SMALL_SHARE = 4;

    private RuleDraft() {}

    /**
     * Applies the rules.
     *
     * @param classes what the network puts out, in channels
     * @param gigabytes the memory
     * @param memory where that number comes from, in words
     * @throws UserError if there is no foreground, or too little memory for anything
     */
    public static Draft of(
            Fingerprint fingerprint, Architecture architecture, int classes, double gigabytes, String memory) {
        if (fingerprint.foregroundPixels() == 0) {
            throw new UserError("there is nothing to learn: no pixel of " + fingerprint.scope()
                    + " has a label other than " + fingerprint.labels().get(0)
                    + "; look at the data with septum data check");
        }
        DataGrid grid = DataGrid.of(fingerprint);
        TargetGrid target = grid.target();
        PlanarRules rules = new PlanarRules(architecture, classes, gigabytes);
        int cases = fingerprint.cases().size();
        PlanarRules.Sizes sizes = rules.sizes(target.planarSpacing(), target.planarMedian(), target.voxels() * cases);
        Draft draft = new Draft(
                fingerprint,
                grid,
                rules,
                architecture,
                sizes.topology(),
                sizes.batch(),
                passes(fingerprint, sizes.batch()),
                true,
                Map.of(),
                grid.warnings());
        draft = draft.because("data.grid", grid.reason())
                .because("data.size", size(grid, sizes, memory))
                .because("data.batch-size", batch(sizes, memory, target, cases))
                .because("model", levels(sizes, target))
                .because(
                        "training.epochs",
                        "nnU-Net trains 1000 epochs of 250 steps, whatever the data: with "
                                + Words.count(draft.samples(), "slice") + " as many as " + draft.passes()
                                + " passes over them.");
        return judged(draft);
    }

    private static int passes(Fingerprint fingerprint, int batch) {
        long slices = fingerprint.cases().stream().mapToLong(Case::slices).sum();
        return (int) Math.max(1, Math.round((double) Draft.NNUNET_EPOCHS * Draft.NNUNET_STEPS * batch / slices));
    }

    private static Draft judged(Draft draft) {
        Draft judged = draft;
        Axes patch = draft.topology().patch();
        double[] median = draft.grid().target().planarMedian();
        if (patch.height() * SMALL_SHARE < median[0] || patch.width() * SMALL_SHARE < median[1]) {
            judged = judged.warning("the memory lets the network see " + patch + " pixels of images of "
                    + Numbers.text(median[0]) + " x " + Numbers.text(median[1])
                    + " at a time; more memory, or a coarser spacing, lets it see more");
        }
        int cases = draft.fingerprint().cases().size();
        if (cases == 1) {
            judged = judged.warning("there is one case to plan by; whatever is special about it goes into the plan");
        }
        return judged;
    }

    private static String size(DataGrid grid, PlanarRules.Sizes sizes, String memory) {
        double[] median = grid.target().planarMedian();
        Axes patch = sizes.topology().patch();
        Axes pools = sizes.topology().pools();
        String images = "Median size " + pixels(median) + (grid.known() ? " at that spacing" : "")
                + ", cropped to what is not zero";
        String padded = ", padded so that " + pools.height() + " halvings of the height and " + pools.width()
                + " of the width come out even.";
        return sizes.shrunk() == 0
                ? images + padded
                : images + "; made smaller in " + Words.count(sizes.shrunk(), "step") + " from " + pixels(sizes.start())
                        + " to " + patch + ", until two samples fit " + memory + padded;
    }

    private static String pixels(double[] size) {
        return Numbers.text(size[0]) + " x " + Numbers.text(size[1]);
    }

    private static String batch(PlanarRules.Sizes sizes, String memory, TargetGrid target, int cases) {
        String fitting = "By nnU-Net's estimate (" + sizes.estimate() + " numbers in a sample's features) "
                + Words.count(sizes.fitting(), "sample") + " fit " + memory;
        if (sizes.cap() == Integer.MAX_VALUE) {
            return fitting + ".";
        }
        String share = "5 % of " + Words.count(cases, "case") + " of " + Numbers.text(target.median()[0]) + " x "
                + pixels(target.planarMedian());
        return sizes.cap() < PlanarRules.LEAST_BATCH
                ? fitting + "; " + share + " are less than one batch of " + PlanarRules.LEAST_BATCH + ", the smallest."
                : fitting + "; at most " + sizes.cap() + ", " + share + "; at least " + PlanarRules.LEAST_BATCH + ".";
    }

    private static String levels(PlanarRules.Sizes sizes, TargetGrid target) {
        double[] spacing = target.planarSpacing();
        return "nnU-Net's U-Net: an axis is halved while it keeps 4 pixels and its pixels are not twice as long as the"
                + " other's (" + pixels(spacing) + "): " + sizes.topology().stages() + " levels. Channels double up to"
                + " 512.";
    }

    /** The fewest of the labels' classes that a network can put out. */
    public static int classes(List<String> labels) {
        return Math.max(2, labels.size());
    }
}
