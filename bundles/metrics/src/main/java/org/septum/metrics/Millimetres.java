// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics;

import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;

/** Reads the spacing of images that are measured. */
public final class Millimetres {

    private static final String ADVICE = "; give the dataset the spacing, or leave out the metrics in mm and ml";

    private Millimetres() {}

    /**
     * The spacing within a slice; that between slices may be unknown.
     *
     * @throws UserError if it is unknown
     */
    public static Spacing inPlane(SampleInfo info) {
        Optional<Spacing> spacing = info.spacing();
        if (spacing.isEmpty()) {
            throw new UserError("the spacing of '" + info.id() + "' (" + info.source() + ") is not known, without which"
                    + " there are no distances in mm and no volumes in ml" + ADVICE);
        }
        if (!positive(spacing.get().row()) || !positive(spacing.get().column())) {
            throw new UserError("the spacing of '" + info.id() + "' (" + info.source() + ") is "
                    + spacing.get().row() + " mm between rows and "
                    + spacing.get().column()
                    + " mm between columns; allowed are positive numbers" + ADVICE);
        }
        return spacing.get();
    }

    /**
     * The spacing within and between slices.
     *
     * @throws UserError if it is unknown
     */
    public static Spacing inSpace(SampleInfo info) {
        Spacing spacing = inPlane(info);
        if (!positive(spacing.slice())) {
            throw new UserError("the distance between the slices of '" + info.id() + "' (" + info.source() + ") is "
                    + (Double.isNaN(spacing.slice()) ? "not known" : spacing.slice() + " mm")
                    + ", without which there are no distances in 3-D and no volumes in ml; give the dataset the spacing,"
                    + " or measure distances with 'dimensions: 2'");
        }
        return spacing;
    }

    /**
     * The volume in ml of a voxel, as long as a slice is far from the next.
     *
     * @throws UserError if the spacing is unknown
     */
    public static double voxelVolume(SampleInfo info) {
        Spacing spacing = inSpace(info);
        return spacing.row() * spacing.column() * spacing.slice() / 1000;
    }

    private static boolean positive(double distance) {
        return distance > 0 && Double.isFinite(distance);
    }
}
