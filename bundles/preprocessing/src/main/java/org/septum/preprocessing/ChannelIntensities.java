// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import java.util.List;
import org.septum.api.UserError;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling.Scope;

/** The intensities that a rule looks at. */
final class ChannelIntensities {

    private ChannelIntensities() {}

    /**
     * All slices' intensities of one channel.
     *
     * @param name of the scaling, for messages
     * @throws UserError if one is not finite
     */
    static float[] of(String name, Scope scope, List<Image> images, int channel) {
        int count = images.stream()
                .mapToInt(image -> image.height() * image.width())
                .reduce(0, Math::addExact);
        float[] intensities = new float[count];
        int next = 0;
        for (int slice = 0; slice < images.size(); slice++) {
            Image image = images.get(slice);
            int pixels = image.height() * image.width();
            for (int i = 0; i < pixels; i++) {
                float value = image.values()[channel * pixels + i];
                if (!Float.isFinite(value)) {
                    throw notFinite(name, scope, value, slice, channel, i / image.width(), i % image.width());
                }
                intensities[next++] = value;
            }
        }
        return intensities;
    }

    private static UserError notFinite(
            String name, Scope scope, float value, int slice, int channel, int row, int column) {
        return new UserError(name + ": found the intensity " + value + " at row " + row + ", column " + column
                + (scope == Scope.VOLUME ? " of slice " + slice : "") + ", channel " + channel
                + " (all counted from 0); allowed are finite numbers: repair the image, or leave it out of the data");
    }
}
