// SPDX-License-Identifier: Apache-2.0
package org.septum.api.augment;

import java.util.random.RandomGenerator;
import org.septum.api.data.Image;

/** Changes intensities in place, after resampling; labels stay. */
public non-sealed interface IntensityAugmentation extends Augmentation {

    /**
     * @param random a generator of this augmentation and sample alone
     */
    void apply(Image image, RandomGenerator random);
}
