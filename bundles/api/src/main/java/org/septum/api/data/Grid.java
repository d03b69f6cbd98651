// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.Optional;

/**
 * How the network's pixel grid lies on an image. Image and grid share their centre; what the grid leaves out is cropped,
 * and what lies beyond the image is padded with zeros (background). Predictions go back the same way.
 */
public interface Grid {

    /**
     * The size of a grid pixel.
     *
     * @param height of the image, in pixels
     * @param width of the image, in pixels
     * @param spacing of the image, where known
     * @param gridHeight in pixels
     * @param gridWidth in pixels
     * @throws org.septum.api.UserError if the grid needs a spacing and the image has none
     */
    Pitch pitch(int height, int width, Optional<Spacing> spacing, int gridHeight, int gridWidth);

    /**
     * The distance between neighbouring grid pixels, in pixels of the image.
     *
     * @param row along height
     * @param column along width
     */
    record Pitch(double row, double column) {}
}
