// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import java.util.Optional;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;

/**
 * How a volume lies in space, and on the network's grid.
 *
 * @param volume its name
 * @param spacing where known, in mm
 * @param onGrid the same of the network's pixels
 * @param directions of its axes, where known
 */
public record VolumeGeometry(
        String volume, Optional<Spacing> spacing, Optional<Spacing> onGrid, Optional<AxisDirections> directions) {

    /** One slice tells for its volume. */
    public static VolumeGeometry of(SampleInfo info, GridPlacement placement) {
        Optional<Spacing> onGrid = info.spacing().map(placement::onGrid);
        return new VolumeGeometry(info.volume(), info.spacing(), onGrid, AxisDirections.of(info));
    }

    /** Whether an image's pixels are those of the network. */
    boolean isPixelByPixel() {
        return spacing.equals(onGrid);
    }
}
