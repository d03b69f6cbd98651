// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.List;
import java.util.Optional;

/**
 * Brings intensities of different scanners and patients to a common scale, before resampling and augmentation. The same
 * images always give the same result; nothing is learned from other samples.
 */
public interface IntensityScaling {

    /** Whose intensities are looked at together. */
    enum Scope {
        SLICE,
        VOLUME
    }

    /** Over what its figures are computed. */
    Scope scope();

    /**
     * Changes intensities in place.
     *
     * @param images one slice, or all slices of one volume in order, at their own size
     * @throws org.septum.api.UserError if the intensities cannot be scaled, for example because one is not a number
     */
    void apply(List<Image> images);

    /**
     * The same scaling with what it takes from images fixed: applied to one of them alone, it changes it exactly as {@link
     * #apply} does when it gets all of them. With it a slice need not be loaded together with its whole volume again.
     *
     * @param images as {@link #apply} gets them; they are not changed
     * @return empty if it has no such thing
     * @throws org.septum.api.UserError as {@link #apply}
     */
    default Optional<IntensityScaling> fitted(List<Image> images) {
        return Optional.empty();
    }
}
