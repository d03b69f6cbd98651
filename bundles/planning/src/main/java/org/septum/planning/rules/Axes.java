// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.rules;

/** A whole number for each axis of an image: pixels, a stride or a kernel. */
public record Axes(int height, int width) {

    /** How many pixels a size has. */
    public long area() {
        return (long) height * width;
    }

    int of(int axis) {
        return axis == 0 ? height : width;
    }

    Axes with(int axis, int value) {
        return axis == 0 ? new Axes(value, width) : new Axes(height, value);
    }

    /** Divided by a stride that divides it. */
    Axes over(Axes stride) {
        return new Axes(height / stride.height, width / stride.width);
    }

    public boolean isSquare() {
        return height == width;
    }

    @Override
    public String toString() {
        return height + " x " + width;
    }
}
