// SPDX-License-Identifier: Apache-2.0
package org.septum.services.data;

import org.septum.api.data.Image;

/**
 * One slice and what is laid over it.
 *
 * @param caption says which slice it is, and what was done to it
 * @param classes the class, or the label, of each pixel, row by row; 0 is the background and stays clear
 */
public record Picture(String caption, Image image, int[] classes) {

    /**
     * @throws IllegalArgumentException if there are more or fewer classes than pixels
     */
    public Picture {
        if (classes.length != image.height() * image.width()) {
            throw new IllegalArgumentException(
                    classes.length + " classes for " + image.height() + " x " + image.width() + " pixels");
        }
    }
}
