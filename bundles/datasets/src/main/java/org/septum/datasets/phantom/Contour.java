// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.phantom;

import java.util.SplittableRandom;

/**
 * A closed curve around a centre whose radius varies with the direction: {@code radius * (1 + sum of harmonics 2 to 4)}.
 * The harmonic 2 stretches a circle to an oval, the others make it irregular. Lengths are in mm, x to the right and y
 * down.
 *
 * <p>The harmonics are evaluated from the direction's cosine and sine by multiplication alone, so that every machine
 * computes the same picture.
 */
record Contour(double x, double y, double radius, double c2, double s2, double c3, double s3, double c4, double s4) {

    static Contour circle(double x, double y, double radius) {
        return new Contour(x, y, radius, 0, 0, 0, 0, 0, 0);
    }

    /**
     * An oval.
     *
     * @param along semi-axis in the direction of {@code angle}
     * @param across the other semi-axis
     * @param angle in radians, clockwise on the screen from the right
     */
    static Contour oval(double x, double y, double along, double across, double angle) {
        double stretch = (along - across) / (along + across);
        return new Contour(
                x,
                y,
                (along + across) / 2,
                stretch * StrictMath.cos(2 * angle),
                stretch * StrictMath.sin(2 * angle),
                0,
                0,
                0,
                0);
    }

    /** The same contour, made irregular by random harmonics of at most {@code amount} times the radius each. */
    Contour irregular(SplittableRandom random, double amount) {
        return new Contour(
                x,
                y,
                radius,
                c2 + random.nextDouble(-amount, amount),
                s2 + random.nextDouble(-amount, amount),
                c3 + random.nextDouble(-amount, amount),
                s3 + random.nextDouble(-amount, amount),
                c4 + random.nextDouble(-amount, amount) / 2,
                s4 + random.nextDouble(-amount, amount) / 2);
    }

    /** The same shape at another place and size. */
    Contour at(double newX, double newY, double newRadius) {
        return new Contour(newX, newY, newRadius, c2, s2, c3, s3, c4, s4);
    }

    /** Whether a point is less than {@code margin} mm from the contour or inside, or only a little farther. */
    boolean near(double px, double py, double margin) {
        double reach =
                radius * (1 + Math.abs(c2) + Math.abs(s2) + Math.abs(c3) + Math.abs(s3) + Math.abs(c4) + Math.abs(s4))
                        + margin;
        double dx = px - x;
        double dy = py - y;
        return dx * dx + dy * dy < reach * reach;
    }

    /** The distance to the contour along the ray from the centre, in mm; negative inside. */
    double distance(double px, double py) {
        double dx = px - x;
        double dy = py - y;
        double r = Math.sqrt(dx * dx + dy * dy);
        if (r == 0) {
            return -radius;
        }
        double cos = dx / r;
        double sin = dy / r;
        double cos2 = cos * cos - sin * sin;
        double sin2 = 2 * cos * sin;
        double cos3 = cos2 * cos - sin2 * sin;
        double sin3 = sin2 * cos + cos2 * sin;
        double cos4 = cos2 * cos2 - sin2 * sin2;
        double sin4 = 2 * cos2 * sin2;
        return r - radius * (1 + c2 * cos2 + s2 * sin2 + c3 * cos3 + s3 * sin3 + c4 * cos4 + s4 * sin4);
    }

    /** The share of a pixel that lies inside, for a soft edge of the given width in mm. */
    static double coverage(double distance, double edge) {
        return Math.max(0, Math.min(1, 0.5 - distance / edge));
    }
}
