// SPDX-License-Identifier: Apache-2.0
package org.septum.api.augment;

/**
 * Where each pixel of the result comes from. Coordinates are in pixels relative to the image centre, x to the right along
 * width and y down along height.
 */
@FunctionalInterface
public interface CoordinateMap {

    /** Every pixel stays. */
    CoordinateMap IDENTITY = point -> {};

    /** Replaces a position in the result (x in element 0, y in element 1) by the position it is taken from. */
    void map(double[] point);
}
