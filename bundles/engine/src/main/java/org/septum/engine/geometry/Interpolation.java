// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import org.septum.api.experiment.DataSection;

/**
 * What lies between pixels when images are taken to another grid.
 *
 * @param cubic whether images are cubic splines there, which may swing beyond the values of the pixels; otherwise bilinear
 * @param linearLabels whether each label is interpolated as a mask of its own, and the one that has most of a place wins it;
 *     otherwise the nearest pixel's
 */
public record Interpolation(boolean cubic, boolean linearLabels) {

    /** Images bilinear, labels nearest. */
    public static final Interpolation LINEAR = new Interpolation(false, false);

    /** An experiment's. */
    public static Interpolation of(DataSection data) {
        return new Interpolation(data.interpolatesCubic(), data.interpolatesLabels());
    }
}
