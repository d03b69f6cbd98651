// SPDX-License-Identifier: Apache-2.0
package org.septum.api.augment;

import java.util.random.RandomGenerator;
import org.septum.api.data.Image;

/**
 * Changes intensities in place, after resampling; labels stay. With {@code data.context} the image has the neighbouring slices as
 * further channels: they are treated as channels are, so that what is drawn once for an image holds for all of its slices, and
 * what is drawn for each pixel is another draw in each.
 */
public non-sealed interface IntensityAugmentation extends Augmentation {

    /**
     * @param random a generator of this augmentation and sample alone
     */
    void apply(Image image, RandomGenerator random);
}
