// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

/**
 * A whole number for each of an image's two axes: a kernel's size, a stride, a window, in pixels.
 *
 * @param height along the rows
 * @param width along the columns
 */
public record Extent(int height, int width) {

    /** 1 along both axes: a stride that keeps the size. */
    public static final Extent ONE = square(1);

    /**
     * @throws IllegalArgumentException if one of them is negative
     */
    public Extent {
        if (height < 0 || width < 0) {
            throw new IllegalArgumentException("must not be negative, found " + height + " x " + width);
        }
    }

    /** The same along both axes. */
    public static Extent square(int size) {
        return new Extent(size, size);
    }

    /** Whether it is the same along both axes. */
    public boolean isSquare() {
        return height == width;
    }

    /** How many pixels it covers. */
    public int area() {
        return Math.multiplyExact(height, width);
    }

    /** The product along each axis. */
    public Extent times(Extent other) {
        return new Extent(Math.multiplyExact(height, other.height), Math.multiplyExact(width, other.width));
    }

    /** The padding with which a convolution of stride 1 keeps height and width, where this is an odd kernel's size. */
    public Extent half() {
        return new Extent(height / 2, width / 2);
    }

    /** "3 x 1": height, then width. */
    @Override
    public String toString() {
        return height + " x " + width;
    }
}
