// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.rules;

import java.util.Optional;
import org.septum.api.UserError;
import org.septum.common.text.Words;

/**
 * nnU-Net's sizes for networks that see one slice at a time: as large a patch as fits the memory with two samples, and then as
 * many samples as fit.
 *
 * @param architecture the network's
 * @param classes the channels that it puts out
 * @param gigabytes the memory, in GB of 2^30 bytes
 */
public record PlanarRules(Architecture architecture, int classes, double gigabytes) {

    /** What fits into 8 GB with 12 samples, as {@link Architecture#estimate} counts. */
    private static final double REFERENCE = 85e6;

    /** The same of residual encoders. */
    private static final double RESIDUAL_REFERENCE = 135e6;

    private static final double REFERENCE_GIGABYTES = 8;
    private static final double REFERENCE_BATCH = 12;

    /** The fewest samples of a batch. */
    public static final int LEAST_BATCH = 2;

    /** A batch has no larger a share of all voxels. */
    private static final double MOST_OF_DATASET = 0.05;

    /** The patch begins with as many pixels as a square of this side. */
    private static final double LARGEST = 2048;

    /**
     * What the rules give.
     *
     * @param start the patch before it was made to fit, in pixels
     * @param shrunk how often it was made smaller
     * @param estimate of one sample, as {@link Architecture#estimate} counts
     * @param fitting how many samples fit the memory
     * @param cap the most samples, for the dataset's size; {@link Integer#MAX_VALUE} for none
     */
    public record Sizes(double[] start, Topology topology, int shrunk, long estimate, int fitting, int cap) {

        /** The samples in a step. */
        public int batch() {
            return Math.max(LEAST_BATCH, Math.min(fitting, cap));
        }
    }

    /**
     * Finds the sizes.
     *
     * @param spacing of the grid along height and width
     * @param median the middle size of the images on it, in pixels
     * @param voxels of all images together on it, about
     * @throws UserError if not even the least patch fits
     */
    public Sizes sizes(double[] spacing, double[] median, double voxels) {
        double[] start = start(spacing, median);
        Topology topology = Topology.of(spacing, start);
        int shrunk = 0;
        while (!fits(topology)) {
            Topology refused = topology;
            topology = shrink(topology, spacing, median).orElseThrow(() -> tooLarge(refused));
            shrunk++;
        }
        long estimate = architecture.estimate(topology, classes);
        int fitting = (int) Math.min(Integer.MAX_VALUE, (long) Math.rint(reference() / estimate * REFERENCE_BATCH));
        double share = Math.rint(voxels * MOST_OF_DATASET / topology.patch().area());
        int cap = architecture.residual() ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, share);
        return new Sizes(start, topology, shrunk, estimate, fitting, cap);
    }

    /** The same network for a patch of another size. */
    static Topology topology(double[] spacing, Axes patch) {
        return Topology.of(spacing, new double[] {patch.height(), patch.width()});
    }

    private double reference() {
        return (architecture.residual() ? RESIDUAL_REFERENCE : REFERENCE) * gigabytes / REFERENCE_GIGABYTES;
    }

    /** A patch of the shape of a square in mm, but no larger than most images. */
    private static double[] start(double[] spacing, double[] median) {
        double height = 1 / spacing[0];
        double width = 1 / spacing[1];
        double scale = LARGEST / Math.sqrt(height * width);
        return new double[] {
            Math.min(Math.rint(height * scale), median[0]), Math.min(Math.rint(width * scale), median[1])
        };
    }

    private boolean fits(Topology topology) {
        return architecture.estimate(topology, classes) / REFERENCE_BATCH * LEAST_BATCH <= reference();
    }

    /**
     * Makes the axis smaller that has most of the images' size, by what its halvings ask for: those of the patch that comes of
     * it, for a smaller one may be halved less often. Empty if nothing would be left.
     */
    public Optional<Topology> shrink(Topology topology, double[] spacing, double[] median) {
        Axes patch = topology.patch();
        int axis = patch.height() / median[0] > patch.width() / median[1] ? 0 : 1;
        Axes trial = patch.with(axis, patch.of(axis) - topology.divisor().of(axis));
        if (trial.of(axis) <= 0) {
            return Optional.empty();
        }
        int step = topology(spacing, trial).divisor().of(axis);
        return patch.of(axis) - step > 0
                ? Optional.of(topology(spacing, patch.with(axis, patch.of(axis) - step)))
                : Optional.empty();
    }

    private UserError tooLarge(Topology topology) {
        double least = architecture.estimate(topology, classes) / REFERENCE_BATCH * LEAST_BATCH * gigabytes;
        return new UserError("a memory of " + Words.measure(gigabytes)
                + " GB is too small: by nnU-Net's estimate, two patches of " + topology.patch() + " pixels take "
                + Words.measure(least / reference()) + " GB; state more");
    }
}
