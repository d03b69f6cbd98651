// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.List;

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

    Scope scope();

    /**
     * Changes intensities in place.
     *
     * @param images one slice, or all slices of one volume in order, at their own size
     * @throws org.septum.api.UserError if the intensities cannot be scaled, for example because one is not a number
     */
    void apply(List<Image> images);
}
