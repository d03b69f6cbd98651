// SPDX-License-Identifier: Apache-2.0
package org.septum.api.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a spatial augmentation may know of the sample it is going to move. All lengths are in pixels of the result. */
public interface Canvas {

    /** The height of the result. */
    int height();

    /** The width of the result. */
    int width();

    /** The height of the whole image at the result's scale; more than {@link #height} where the result is a crop. */
    double imageHeight();

    /** The width of the whole image at the result's scale. */
    double imageWidth();

    /**
     * The position of a foreground pixel, every one equally likely.
     *
     * @return x and y relative to the image centre, as in {@link CoordinateMap}; empty where all is background
     */
    Optional<double[]> foreground(RandomGenerator random);

    /**
     * Whether the experiment's sampling has decided where the result is to lie on the image: around the {@link #target}, or
     * anywhere where there is none. Otherwise, as by default, a crop decides how often it shows foreground.
     */
    default boolean isAimed() {
        return false;
    }

    /**
     * The position around which the sampling wants the result.
     *
     * @return x and y relative to the image centre, as in {@link CoordinateMap}; empty where any part will do
     */
    default Optional<double[]> target(RandomGenerator random) {
        return Optional.empty();
    }
}
