// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import org.septum.api.OfSample;

/** A loaded sample; image and labels have the same height and width. The receiver may change the arrays. */
public record Sample(SampleInfo info, Image image, LabelMap labels) implements OfSample {

    @Override
    public String sampleId() {
        return info.id();
    }
}
