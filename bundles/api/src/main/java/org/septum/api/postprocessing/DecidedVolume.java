// SPDX-License-Identifier: Apache-2.0
package org.septum.api.postprocessing;

import java.util.List;
import java.util.Optional;
import org.septum.api.OfSample;
import org.septum.api.data.Spacing;

/**
 * What a head decided for a volume.
 *
 * @param id of the volume, for messages
 * @param height of every slice, in pixels
 * @param width of every slice, in pixels
 * @param spacing of the pixels; empty where the files do not tell
 * @param slices the class of each pixel, row by row, for each slice in order; a picture is a volume of one slice. The arrays
 *     may be changed
 */
public record DecidedVolume(String id, int height, int width, Optional<Spacing> spacing, List<int[]> slices)
        implements OfSample {

    /** The number of pixels in a slice. */
    public int pixels() {
        return height * width;
    }

    /** A copy whose arrays are its own. */
    public DecidedVolume copy() {
        return new DecidedVolume(
                id, height, width, spacing, slices.stream().map(int[]::clone).toList());
    }

    @Override
    public String sampleId() {
        return id;
    }
}
