// SPDX-License-Identifier: Apache-2.0
package org.septum.api.sampling;

import org.septum.api.data.SampleInfo;

/**
 * A sample that was chosen for a batch.
 *
 * @param aim where the network's input is to lie, should it show a part of the image
 */
public record Draw(SampleInfo sample, Aim aim) {

    /** A sample of which the augmentations choose the part. */
    public static Draw open(SampleInfo sample) {
        return new Draw(sample, Aim.OPEN);
    }
}
