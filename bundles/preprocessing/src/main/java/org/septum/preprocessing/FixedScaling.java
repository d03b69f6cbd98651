// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;

/** The change of each channel, whatever image it is then applied to. */
record FixedScaling(Scope scope, List<DoubleUnaryOperator> changes) implements IntensityScaling {

    @Override
    public void apply(List<Image> images) {
        for (Image image : images) {
            float[] values = image.values();
            int pixels = image.height() * image.width();
            for (int channel = 0; channel < image.channels(); channel++) {
                DoubleUnaryOperator change = changes.get(channel);
                for (int i = channel * pixels; i < (channel + 1) * pixels; i++) {
                    values[i] = (float) change.applyAsDouble(values[i]);
                }
            }
        }
    }
}
