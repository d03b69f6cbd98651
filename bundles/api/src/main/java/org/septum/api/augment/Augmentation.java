// SPDX-License-Identifier: Apache-2.0
package org.septum.api.augment;

/** A random change of a training sample. */
public sealed interface Augmentation permits SpatialAugmentation, IntensityAugmentation {

    /**
     * Whether all that it does is to choose which part of an image is shown: where a validation is of parts of images
     * ({@code evaluation.validation: patches}), it chooses those as well. Not by default.
     */
    default boolean choosesPart() {
        return false;
    }
}
