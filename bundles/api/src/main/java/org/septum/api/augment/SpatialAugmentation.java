// SPDX-License-Identifier: Apache-2.0
package org.septum.api.augment;

import java.util.random.RandomGenerator;

/**
 * Moves pixels. It never touches the arrays: it draws a coordinate map, and all maps of a sample are composed with the
 * grid and resampled once, as the experiment says (by default the image bilinear, labels nearest).
 */
public non-sealed interface SpatialAugmentation extends Augmentation {

    /**
     * Draws one map.
     *
     * @param random a generator of this augmentation and sample alone
     * @param canvas the sizes of image and result, and where the foreground is
     * @return the map, or {@link CoordinateMap#IDENTITY}
     */
    CoordinateMap draw(RandomGenerator random, Canvas canvas);
}
